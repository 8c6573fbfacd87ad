use super::*;
use crate::consent::Purpose;
use base::{Locale, Timestamp};
use db::TestDb;
use proptest::prelude::*;

const NOW: Timestamp = Timestamp::from_micros(1_777_896_000_000_000);

#[test]
fn a_published_version_stays_as_it_is() {
    let test = TestDb::new();
    let db = db::Db::open(&test.location).unwrap();
    db.migrate().unwrap();
    db.record
        .write(|tx| {
            assert_eq!((current(tx)?, draft(tx)?), (None, None));
            let first = [(Locale::En, "We keep your orders.".to_owned()), (Locale::Fa, "سفارش‌های شما".to_owned())];
            assert!(publish_first(tx, &first, NOW)? && !publish_first(tx, &first, NOW)?);
            save_text(tx, Locale::En, "We keep your orders for ten years.", NOW)?;
            let waiting = draft(tx)?.unwrap();
            assert_eq!((waiting.version, waiting.text(Locale::Fa)), (2, "سفارش‌های شما"), "it begins as a copy");
            assert_eq!(current(tx)?.unwrap().text(Locale::En), "We keep your orders.");
            assert_eq!(find(tx, 2)?, None, "a draft is nobody's to read");
            assert!(publish(tx, 2, &[Purpose::Loyalty, Purpose::Analytics], NOW)?);
            assert!(!publish(tx, 2, &[], NOW)? && !publish(tx, 1, &[Purpose::Loyalty], NOW)?, "published once");
            let asked = asking(tx)?.unwrap();
            assert_eq!((asked.version, asked.purposes.as_slice()), (2, &[Purpose::Loyalty, Purpose::Analytics][..]));
            let step = Step { through: None, asked: 7, is_last: true };
            assert!(!note_asked(tx, &asked, step, NOW)?, "it looks once more");
            let again = asking(tx)?.unwrap();
            assert!(note_asked(tx, &again, Step { asked: 0, ..step }, NOW)?);
            assert_eq!(asking(tx)?, None);
            save_text(tx, Locale::En, "A third.", NOW)?;
            discard_draft(tx)?;
            assert_eq!((draft(tx)?, find(tx, 1)?.unwrap().text(Locale::En)), (None, "We keep your orders."));
            assert_eq!(latest(tx)?.iter().map(|one| (one.version, one.asked)).collect::<Vec<_>>(), [(2, 7), (1, 0)]);
            Ok::<_, db::Error>(())
        })
        .unwrap();
}

#[test]
fn lines_say_what_they_are_by_how_they_begin() {
    let text = "# What we keep\nYour orders.\nAnd more.\n\n- one\n- two\n\n- three\n<b>not bold</b>\n#none\n## End";
    assert_eq!(
        blocks(text),
        [
            Block::Heading("What we keep"),
            Block::Paragraph(vec!["Your orders.", "And more."]),
            Block::List(vec!["one", "two"]),
            Block::List(vec!["three"]),
            Block::Paragraph(vec!["<b>not bold</b>", "#none"]),
            Block::Heading("End"),
        ]
    );
    assert_eq!(check_text(" \n"), Err(TextError::Empty));
    assert_eq!(check_text("a\u{0}b"), Err(TextError::Control));
    assert_eq!(check_text(&"ن".repeat(TEXT_CHARS_MAX + 1)), Err(TextError::Long));
    assert_eq!(check_text("a\nb"), Ok(()));
}

#[test]
fn what_changed_is_shown_word_by_word() {
    assert_eq!(
        difference("We keep orders for 5 years.", "We keep your orders for 10 years."),
        [
            Part::Same("We keep ".to_owned()),
            Part::Added("your ".to_owned()),
            Part::Same("orders for ".to_owned()),
            Part::Removed("5 ".to_owned()),
            Part::Added("10 ".to_owned()),
            Part::Same("years.".to_owned()),
        ]
    );
    assert_eq!(difference("", ""), []);
    let long = "a b ".repeat(WORDS_MAX);
    assert_eq!(difference(&long, "c").len(), 2);
}

proptest! {
    #[test]
    fn both_texts_can_be_read_out_of_their_difference(
        old in prop::collection::vec("[abم]{1,2}", 0..30),
        new in prop::collection::vec("[abم]{1,2}", 0..30),
    ) {
        let parts = difference(&old.join(" "), &new.join(" "));
        let words = |without: fn(&Part) -> bool| -> Vec<String> {
            let kept: Vec<&str> = parts.iter().filter(|part| !without(part)).map(|part| match part {
                Part::Same(text) | Part::Removed(text) | Part::Added(text) => text.as_str(),
            }).collect();
            kept.join(" ").split_whitespace().map(str::to_owned).collect()
        };
        prop_assert_eq!(words(|part| matches!(part, Part::Added(_))), old);
        prop_assert_eq!(words(|part| matches!(part, Part::Removed(_))), new);
    }

    #[test]
    fn any_text_has_pieces(text in "[ #a\\-\n<]{0,60}") {
        let found: usize = blocks(&text).iter().map(|block| match block {
            Block::Heading(_) => 1,
            Block::Paragraph(lines) | Block::List(lines) => lines.len(),
        }).sum();
        prop_assert!(found <= text.lines().count());
    }
}
