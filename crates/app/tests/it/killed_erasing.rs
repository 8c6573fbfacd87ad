//! A process that erases customers is killed at any moment: while it merges them, while it writes to them, while the history's
//! files are written anew. Whatever was begun is finished, once, and nothing that was theirs is anywhere.

use crate::history::{keeper, tend};
use crate::killed::{Child, log_path, rounds};
use crate::personal::on_disk;
use crate::support::{Node, Shop, identify, open_shop_that_keeps_all, order, track};
use app::erasing;
use base::id::CustomerId;
use base::{Clock as _, Rng, Timestamp};
use capabilities::messaging::testing::{Script, SmtpServer, Step};
use db::params;
use foundation::{customers, history, privacy};
use memchr::memmem;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

/// Everything that is known of a person holds their number, of so many digits, after one of these words.
const DIGITS: usize = 8;
const NAME: &str = "Zqname";
const MAIL: &str = "zqmail";
const PHONE: &str = "+966";
const NOTE: &str = "zqnote";
const PEOPLE_A_ROUND: u64 = 10_000;

/// The calls that make a person: a name, an address, a number, an order that is thanked for, something that they looked at.
fn person(number: u64) -> Vec<Value> {
    let (user, email) = (format!("u{number}"), format!("{MAIL}{number:08}@planted.example"));
    let traits = json!({"name": format!("{NAME}{number:08}"), "email": email, "phone": format!("{PHONE}5{number:08}")});
    let mut bought = order(&user, &format!("o{number}"), &email, "12.00");
    bought["properties"]["note"] = json!(format!("{NOTE}{number:08}"));
    let mut looked = track(&user, "Product Viewed");
    looked["properties"] = json!({"product_id": format!("{NOTE}{number:08}")});
    vec![identify(&user, "", &traits), bought, looked]
}

/// What a child said that it does, in order.
#[derive(Clone, Copy, PartialEq)]
enum Line {
    /// A person is there, and who they are.
    Is(u64, CustomerId),
    /// They are being erased; the second line says that they were.
    Erase(u64),
    Erased(u64),
}

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Is(number, customer) => write!(f, "is {number} {customer}"),
            Self::Erase(number) => write!(f, "erase {number}"),
            Self::Erased(number) => write!(f, "erased {number}"),
        }
    }
}

fn read_log(folder: &Path) -> Vec<Line> {
    let text = std::fs::read_to_string(log_path(folder)).unwrap_or_default();
    let line = |line: &str| match line.split(' ').collect::<Vec<_>>()[..] {
        ["is", number, customer] => Some(Line::Is(number.parse().ok()?, customer.parse().ok()?)),
        ["erase", number] => Some(Line::Erase(number.parse().ok()?)),
        ["erased", number] => Some(Line::Erased(number.parse().ok()?)),
        _ => None,
    };
    text.lines().filter_map(line).collect()
}

/// Who lives in the process that is killed.
struct Life<'a> {
    node: &'a Node,
    key: &'a str,
    log: File,
    alive: Vec<(u64, CustomerId)>,
    next: u64,
}

impl Life<'_> {
    fn say(&mut self, line: Line) {
        self.log.write_all(format!("{line}\n").as_bytes()).expect("a line");
    }

    fn be_born(&mut self) {
        let number = self.next;
        self.next += 1;
        self.node.send(self.key, &person(number));
        let customer = self.node.user(&format!("u{number}")).expect("they are there");
        self.say(Line::Is(number, customer));
        self.alive.push((number, customer));
    }

    fn pick(&mut self, rng: &mut Rng) -> Option<(u64, CustomerId)> {
        let many = self.alive.len() as u64;
        (many > 0).then(|| self.alive.swap_remove(rng.below(many) as usize))
    }

    fn be_erased(&mut self, (number, customer): (u64, CustomerId)) {
        self.say(Line::Erase(number));
        erasing::erase(&self.node.app, customer, "test").expect("an erasure");
        self.say(Line::Erased(number));
    }

    /// Somebody is joined to the one who is being erased, at the same time.
    fn be_erased_while_merging(&mut self, one: (u64, CustomerId), other: u64, pause: Duration) {
        let (node, key) = (self.node, self.key);
        let joins = json!({"type": "alias", "userId": format!("u{}", one.0), "previousId": format!("u{other}")});
        std::thread::scope(|scope| {
            scope.spawn(move || node.send(key, &[joins]));
            std::thread::sleep(pause);
            self.be_erased(one);
        });
    }
}

/// Not a test of its own: what runs in the process that is killed.
#[test]
fn the_one_that_erases() {
    let Some(child) = Child::told() else { return };
    // Letters are on their way for a while.
    let server =
        SmtpServer::start(Script { message: Step::After(Duration::from_millis(15)), ..Script::default() }).expect("a server");
    let shop = Shop::over(child.location, child.folder.clone(), child.now, child.seed * 10).in_one_place();
    let node = shop.node_with_mail(Some(&server.url()));
    node.app.start().expect("a start");
    let keeper = keeper(&node);
    let mut rng = Rng::from_seed(child.seed);
    let lines = read_log(&child.folder);
    let is_gone = |number| lines.contains(&Line::Erase(number));
    let alive = lines.iter().filter_map(|line| match line {
        Line::Is(number, customer) if !is_gone(*number) => Some((*number, *customer)),
        _ => None,
    });
    let alive = alive.filter(|(_, customer)| node.root(*customer) == *customer).collect();
    let log = File::options().append(true).create(true).open(log_path(&child.folder)).expect("a log");
    let mut life = Life { node: &node, key: &child.key, log, alive, next: child.seed * PEOPLE_A_ROUND };
    life.log.write_all(b"ready\n").expect("a line");
    loop {
        match rng.below(9) {
            0..=3 => life.be_born(),
            4 => {
                let Some(one) = life.pick(&mut rng) else { continue };
                life.be_erased(one);
            }
            5 => {
                // Right after the order: the letter is waiting, or on its way.
                life.be_born();
                let one = life.alive.pop().expect("they are there");
                life.be_erased(one);
            }
            6 => {
                let (Some(one), Some((other, _))) = (life.pick(&mut rng), life.pick(&mut rng)) else { continue };
                life.be_erased_while_merging(one, other, Duration::from_micros(rng.below(6_000)));
            }
            _ => {
                let read = node.app.db.views.read(foundation::projections::read_by_all).expect("positions");
                match keeper.tend(read, node.clock.as_ref(), &mut rng) {
                    // The program's own thread may have been there first.
                    Ok(_) | Err(history::Error::Overtaken) => {}
                    // Or have written anew what was just being read.
                    Err(history::Error::Broken { file, .. }) if !is_named(&node, &file) => {}
                    Err(error) => panic!("it can't be tended: {error}"),
                }
            }
        }
    }
}

/// Whether the history still has a file of this name.
fn is_named(node: &Node, file: &str) -> bool {
    node.app.history.files().expect("the files").iter().any(|named| named.path().ends_with(file))
}

/// The numbers that stand somewhere after a word, and where one of each does.
fn numbers_after(places: &[(String, Vec<u8>)], word: &str) -> BTreeMap<u64, String> {
    let mut found = BTreeMap::new();
    // PostgreSQL shows bytes in hexadecimal.
    for (needle, width) in [(word.to_owned(), 1), (data_encoding::HEXLOWER.encode(word.as_bytes()), 2)] {
        for (place, bytes) in places {
            for at in memmem::find_iter(bytes, &needle) {
                let rest = bytes.get(at + needle.len()..at + needle.len() + DIGITS * width).unwrap_or_default();
                let digits = if width == 1 { rest.to_vec() } else { data_encoding::HEXLOWER.decode(rest).unwrap_or_default() };
                if let Some(number) = std::str::from_utf8(&digits).ok().and_then(|text| text.parse().ok()) {
                    found.insert(number, place.clone());
                }
            }
        }
    }
    found
}

/// Everybody who was erased: the ids of each, by the root.
fn erased(node: &Node) -> BTreeMap<CustomerId, Vec<CustomerId>> {
    let roots =
        node.app.db.record.read(|tx| tx.query("SELECT customer FROM erasures", params![], |row| row.get::<CustomerId>(0)));
    let roots = roots.expect("erasures");
    let many = roots.len();
    let family = |root: CustomerId| (root, node.app.db.record.read(|tx| customers::all_ids(tx, root)).expect("ids"));
    let all: BTreeMap<_, _> = roots.into_iter().map(family).collect();
    assert_eq!(all.len(), many, "nobody is erased twice");
    all
}

/// What must hold as soon as the program is up again.
fn assert_begun_is_done(shop: &Shop, node: &Node, lines: &[Line]) -> BTreeSet<CustomerId> {
    let erased = erased(node);
    let ids: BTreeSet<CustomerId> = erased.values().flatten().copied().collect();
    let of_number: BTreeMap<u64, CustomerId> =
        lines.iter().filter_map(|line| if let Line::Is(number, id) = line { Some((*number, *id)) } else { None }).collect();
    for line in lines {
        if let Line::Erased(number) = line {
            assert!(ids.contains(&of_number[number]), "{number} was erased, and is not");
        }
    }
    for root in erased.keys() {
        let erasure = node.app.db.record.read(|tx| privacy::erasure_of(tx, *root)).expect("erasures").expect("an erasure");
        assert!(erasure.cleared_at.is_some(), "the tables are clear: {erasure:?}");
        assert!(node.choices(*root).is_empty(), "nothing is left of their choices");
        // A letter may have been queued while the tables were cleared. It goes before the erasure is over, and to nobody.
        let letters = node.messages(*root);
        assert!(letters.is_empty() || erasure.finished_at.is_none(), "nothing is left in the tables: {letters:?}");
        for letter in letters {
            assert!(node.app.composer.compose(&letter, &mut Rng::from_seed(1)).is_err(), "there is nobody to write to");
        }
    }
    for (number, id) in of_number.iter().filter(|(_, id)| ids.contains(*id)) {
        assert_eq!(node.by_email(&format!("{MAIL}{number:08}@planted.example")), None, "{id} is found by nothing");
        assert_ne!(node.user(&format!("u{number}")), Some(*id));
    }
    // A line for each, whole.
    let register = node.app.config.data.join("erasures.register");
    let text = std::fs::read_to_string(&register).unwrap_or_default();
    let named = text.lines().filter_map(|line| line.split_whitespace().next());
    let named: Vec<CustomerId> = named.filter_map(|word| word.parse().ok()).collect();
    assert_eq!(named.len(), ids.len(), "the register names everybody once");
    assert_eq!(named.into_iter().collect::<BTreeSet<_>>(), ids);
    let places = on_disk(shop);
    for word in [NAME, MAIL, PHONE] {
        let found = numbers_after(&places, word);
        assert!(found.is_empty(), "{word} stands in clear: {found:?}");
    }
    ids
}

/// The program starts again, as it does by itself, and looks after what was left.
fn start_again(shop: &Shop) -> Node {
    let node = shop.node();
    erasing::begin(&node.app).expect("it can be served again");
    node.catch_up();
    erasing::carry_on(&node.app).expect("what was begun goes on");
    for store in [&node.app.db.record, &node.app.db.views, &node.app.db.access] {
        store.checkpoint().expect("a checkpoint");
    }
    node
}

#[test]
fn killed_while_customers_are_erased() {
    // Twice as many as of the other kills: each is short.
    let rounds = 2 * rounds();
    let (shop, node, key) = open_shop_that_keeps_all();
    let now = node.clock.now();
    drop(node);
    let mut rng = Rng::from_seed(rounds);
    let again = |round: u64, now: Timestamp| {
        Shop::over(shop.location.clone(), shop.folder.clone(), now, 1_000_000 + round * 10).in_one_place()
    };
    for round in 1..=rounds {
        let child = Child { location: shop.location.clone(), folder: shop.folder.clone(), key: key.clone(), seed: round, now };
        child.run_and_kill("killed_erasing::the_one_that_erases", round, &mut rng);
        let shop = again(round, now);
        assert_begun_is_done(&shop, &start_again(&shop), &read_log(&shop.folder));
    }
    let shop = again(rounds + 1, now.plus(Duration::from_hours(48)));
    let node = start_again(&shop);
    let keeper = keeper(&node);
    let is_done = (0..1000).any(|_| {
        node.catch_up();
        tend(&node, &keeper, &mut rng, 20) == 0
    });
    assert!(is_done, "the work ends");
    keeper.sweep_all().expect("a sweep");
    let unfinished = || node.app.db.record.read(|tx| privacy::unfinished(tx, 1)).expect("erasures");
    assert!(
        (0..100).any(|_| erasing::carry_on(&node.app).is_ok() && unfinished().is_empty()),
        "every erasure is over: {:?}",
        unfinished()
    );
    assert_eq!(node.app.db.record.read(history::erasing_since).expect("the history"), None);
    let lines = read_log(&shop.folder);
    let ids = assert_begun_is_done(&shop, &node, &lines);
    let numbers = |is_erased: bool| -> BTreeSet<u64> {
        let is =
            |line: &Line| if let Line::Is(number, id) = line { (ids.contains(id) == is_erased).then_some(*number) } else { None };
        lines.iter().filter_map(is).collect()
    };
    let found = numbers_after(&on_disk(&shop), NOTE);
    for number in numbers(true) {
        assert_eq!(found.get(&number), None, "what {number} did is still there");
    }
    assert!(numbers(false).iter().any(|number| found.contains_key(number)), "who stayed is still there");
    let begun = lines.iter().filter(|line| matches!(line, Line::Erase(_))).count();
    let said = lines.iter().filter(|line| matches!(line, Line::Erased(_))).count();
    let _ = writeln!(
        std::io::stderr(),
        "{rounds} kills, {} of them amid an erasure; {} people, {} of them erased in {} erasures; each ended once, and nothing of \
         theirs is anywhere",
        begun - said,
        numbers(true).len() + numbers(false).len(),
        numbers(true).len(),
        erased(&node).len()
    );
}
