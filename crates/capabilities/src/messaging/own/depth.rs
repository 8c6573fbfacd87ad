//! How deep MJML goes as `mrml` reads it, which calls itself once a level: a stack that ends would end the program.

use htmlparser::{ElementEnd, Token, Tokenizer};

/// Deeper goes no letter.
const DEPTH_MAX: usize = 100;

/// Where it goes too deep: a place of the text, in bytes. Told by the same tokens, with one level out at any end tag, as `mrml` takes
/// them.
pub(super) fn too_deep(mjml: &str) -> Option<usize> {
    let (mut depth, mut is_void) = (0_usize, false);
    for token in Tokenizer::from(mjml) {
        match token {
            Ok(Token::ElementStart { prefix, local, .. }) => is_void = prefix.is_empty() && is_void_element(local.as_str()),
            Ok(Token::ElementEnd { end: ElementEnd::Open, span }) if !is_void => {
                depth += 1;
                if depth > DEPTH_MAX {
                    return Some(span.start());
                }
            }
            Ok(Token::ElementEnd { end: ElementEnd::Close(..), .. }) => depth = depth.saturating_sub(1),
            Ok(_) => {}
            // Nothing behind it is read.
            Err(_) => return None,
        }
    }
    None
}

/// Those that `mrml` closes by itself, as it knows them: in small letters.
fn is_void_element(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

#[cfg(test)]
mod tests {
    use super::super::mjml;
    use super::*;
    use base::Locale;

    #[test]
    fn whatever_is_inside_something_counts() {
        for deep in [
            "<BR>",
            "<br.x>",
            "<img_>",
            "<br:x>",
            "<_x>",
            "<é>",
            "<i><b><b><b><b><b></i>",
            "<b></br><b><b>",
            "<b><b><b><!--></b></b></b>-->",
            "<!--[if mso]><b>",
            "<b><b><b><!--[if </b></b></b> ]>",
            "<b><b><b><!--<![endif </b></b></b> ]-->",
            "<b x=\"<b>\">",
        ] {
            let inside = deep.repeat(60_000 / deep.len());
            for place in ["<mj-section><mj-column><mj-text>", "<mj-raw>", ""] {
                let error = mjml::compile(&format!("<mjml><mj-body>{place}{inside}</mj-body></mjml>"), Locale::En).err();
                let code = error.map(|error| error.code);
                assert!(matches!(code, Some("too_deep" | "mjml")), "{code:?}: {deep} in {place}");
            }
        }
        let hidden = format!("<!--<mjml><mj-body><mj-raw>{}</mj-body></mjml>", "<b>".repeat(20_000));
        assert_eq!(mjml::compile(&hidden, Locale::En).err().map(|error| error.code), Some("no_root"));
    }

    #[test]
    fn a_letter_is_not_deep() {
        for letter in [
            "<mj-raw><!--[if mso]><table><tr><td><![endif]--><p>A</p><!--[if mso]></td></tr></table><![endif]--></mj-raw>",
            "<mj-section><mj-column><mj-text>Hello<br>you <b title=\"I <3 you\">there</b></mj-text></mj-column></mj-section>",
            "<mj-section><mj-column><mj-image src=\"https://a.example/b.png\" alt=\"Size < 40 cm\"/></mj-column></mj-section>",
        ] {
            let source = format!("<!-- <mjml> stands below -->\n<mjml><mj-body>{letter}</mj-body></mjml>");
            assert_eq!(mjml::compile(&source, Locale::En).err(), None, "{letter}");
            assert_eq!(too_deep(&source), None);
        }
    }
}
