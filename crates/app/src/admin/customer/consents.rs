//! What a customer allows: what holds now as sentences, what was decided before, and a form for what they tell the staff.

use super::{Panel, Told};
use crate::admin::{Signed, words};
use crate::asking::ASKABLE;
use crate::banner::WORDS_PROOF;
use base::Timestamp;
use foundation::consent::{Basis, CategorySet, Choice, GrantRow, Purpose, Recipient};
use maud::{Markup, Render as _, html};
use web::components::{self, Column, Table, Tone};
use web::forms::{self, Check, Field, FieldErrors};
use web::icons::Icon;
use web::{PageCtx, key};

/// What several recipients may do alike.
struct Holding {
    recipients: Vec<Recipient>,
    categories: CategorySet,
    basis: Basis,
    until: Timestamp,
}

pub(super) fn draw(signed: &Signed, panel: &Panel, history: &[GrantRow], wrong: &FieldErrors, form: &Told) -> Markup {
    let ctx = &signed.ctx;
    html! {
        (components::card(&ctx.t(key("consents-now")), None, holding(ctx, panel)))
        @if !history.is_empty() { (components::card(&ctx.t(key("consents-history")), None, decided(ctx, history))) }
        @if panel.row.erased_at.is_none() { (components::card(&ctx.t(key("consent-record")), None, record(ctx, panel, wrong, form))) }
    }
}

fn holding(ctx: &PageCtx, panel: &Panel) -> Markup {
    let about = |purpose: Purpose| panel.choices.iter().filter(|choice| choice.purpose == purpose).collect::<Vec<_>>();
    let purposes: Vec<(Purpose, Vec<&Choice>)> =
        Purpose::ALL.iter().map(|purpose| (*purpose, about(*purpose))).filter(|(_, choices)| !choices.is_empty()).collect();
    if purposes.is_empty() {
        let (title, text) = (ctx.t(key("customer-consents-empty")), ctx.t(key("customer-consents-empty-text")));
        return components::empty(Icon::Shield, &title, &text, None);
    }
    html! {
        ul.holdings {
            @for (purpose, choices) in &purposes {
                li.holding { (one_purpose(ctx, *purpose, choices)) }
            }
        }
    }
}

fn one_purpose(ctx: &PageCtx, purpose: Purpose, choices: &[&Choice]) -> Markup {
    let held = held(choices);
    let refused = choices.iter().fold(CategorySet::EMPTY, |set, choice| set.with(choice.refused));
    let is_in_force = held.iter().any(|holding| ctx.now < holding.until);
    let (tone, state) = match (is_in_force, held.is_empty()) {
        (true, _) => (Tone::Good, key("consent-holds-yes")),
        (false, false) => (Tone::Warn, key("consent-holds-expired")),
        (false, true) => (Tone::Neutral, key("consent-holds-no")),
    };
    html! {
        p.holding-head { strong { (words::purpose(ctx, purpose)) } " " (components::badge(tone, &ctx.t(state))) }
        @for holding in &held { p { (sentence(ctx, holding)) } }
        @if !refused.is_empty() {
            p.quiet { (ctx.t_with(key("consent-refused-sentence"), &[("categories", words::categories(ctx, refused).into())])) }
        }
    }
}

/// Recipients with the same data, basis and end, together.
fn held(choices: &[&Choice]) -> Vec<Holding> {
    let mut held: Vec<Holding> = Vec::new();
    for choice in choices.iter().filter(|choice| !choice.given.is_empty()) {
        let alike = held.iter_mut().find(|h| h.categories == choice.given && h.basis == choice.basis && h.until == choice.until);
        match alike {
            Some(holding) => holding.recipients.push(choice.recipient),
            None => held.push(Holding {
                recipients: vec![choice.recipient],
                categories: choice.given,
                basis: choice.basis,
                until: choice.until,
            }),
        }
    }
    held
}

fn sentence(ctx: &PageCtx, holding: &Holding) -> Markup {
    let may = ctx.t_with(
        key("consent-may-use"),
        &[
            ("recipients", words::recipients(ctx, &holding.recipients).into()),
            ("categories", words::categories(ctx, holding.categories).into()),
        ],
    );
    let basis = ctx.t_code("basis", holding.basis.word());
    let until = if holding.until.micros() == i64::MAX {
        ctx.t(key("value-unlimited")).into_owned()
    } else {
        ctx.t_with(key("consent-until"), &[("date", ctx.fmt.date(holding.until).into())])
    };
    html! { (capitalised(&may)) " " span.quiet { (ctx.t_with(key("consent-basis"), &[("basis", basis.into_owned().into())])) " · " (until) } }
}

/// A sentence that begins with a word written small.
fn capitalised(text: &str) -> String {
    // Fluent sets an invisible isolate before a value at the start.
    let isolate = text.chars().take_while(|c| ('\u{2066}'..='\u{2069}').contains(c)).count();
    let mut letters = text.chars();
    let head: String = letters.by_ref().take(isolate).collect();
    match letters.next() {
        Some(first) => head.chars().chain(first.to_uppercase()).chain(letters).collect(),
        None => head,
    }
}

fn decided(ctx: &PageCtx, history: &[GrantRow]) -> Markup {
    let columns = [
        Column::text(ctx.t(key("consent-column-purpose"))),
        Column::text(ctx.t(key("consent-column-state"))),
        Column::text(ctx.t(key("consent-column-since"))),
        Column::text(ctx.t(key("consent-column-source"))),
    ];
    let mut table = Table::new(ctx.t(key("consents-history")), columns);
    // A decision is one row a recipient.
    let mut decisions: Vec<&GrantRow> = Vec::new();
    for row in history {
        let same =
            |told: &&&GrantRow| told.recorded_at == row.recorded_at && told.purpose == row.purpose && told.state == row.state;
        if decisions.iter().find(same).is_none() {
            decisions.push(row);
        }
    }
    for first in decisions {
        table.push([
            html! { (words::purpose(ctx, first.purpose)) },
            state_of(ctx, first),
            html! {
                time datetime=(first.valid_from.to_rfc3339()) title=(ctx.fmt.datetime(first.valid_from)) { (ctx.fmt.date(first.valid_from)) }
            },
            html! {
                (ctx.t_code("via", &first.collected_via))
                @if let Some(proof) = first.proof.as_deref().and_then(note) { br; (proof_of(ctx, proof)) }
            },
        ]);
    }
    table.render()
}

/// A banner's words can be read again; whatever else proves a decision says so itself.
fn proof_of(ctx: &PageCtx, proof: &str) -> Markup {
    html! {
        @if let Some(version) = proof.strip_prefix(WORDS_PROOF) {
            a href={ "/admin/settings/website/words/" (version) } { (ctx.t(key("website-words-link"))) }
        } @else { span.quiet { (components::name(proof)) } }
    }
}

/// What was decided. Where the basis is not the person's consent, nobody asked them: that is said, with the reason.
fn state_of(ctx: &PageCtx, row: &GrantRow) -> Markup {
    if row.state.allows() && row.basis != Basis::Consent {
        let why = ctx.t_code("consent-unasked", row.basis.word());
        return html! { (components::badge(Tone::Neutral, &ctx.t(key("consent-unasked")))) span.provenance { (why) } };
    }
    let tone = match row.state {
        state if state.allows() => Tone::Good,
        state if state.is_explicit_no() => Tone::Warn,
        _ => Tone::Neutral,
    };
    components::badge(tone, &ctx.t_code("consent", row.state.word()))
}

/// What a member of staff noted; their id before it is for who audits the record.
fn note(proof: &str) -> Option<&str> {
    proof.split_once(" · ").map_or(Some(proof), |(_, note)| Some(note)).filter(|note| !note.is_empty())
}

fn record(ctx: &PageCtx, panel: &Panel, wrong: &FieldErrors, form: &Told) -> Markup {
    let used = ASKABLE.into_iter().filter(|purpose| panel.asking.uses(*purpose));
    let purposes = used.map(|purpose| (purpose.word().to_owned(), words::purpose(ctx, purpose)));
    let controls = html! {
        (forms::error_summary(ctx, wrong))
        (Field::select("purpose", ctx.t(key("consent-column-purpose")), purposes).value(&*form.purpose).error(wrong.get("purpose")).required())
        (forms::group(&ctx.t(key("consent-decision")), None, html! {
            @if let Some(error) = wrong.get("decision") { p.field-error id="f-decision" { (error) } }
            (Check::radio("decision", "agree", ctx.t(key("consent-decision-agree")), form.decision == "agree"))
            (Check::radio("decision", "withdraw", ctx.t(key("consent-decision-withdraw")), form.decision == "withdraw"))
        }))
        (Field::textarea("note", ctx.t(key("consent-note")), 2).hint(ctx.t(key("consent-note-hint"))).value(&*form.note)
            .error(wrong.get("note")).max_length(300).required())
        (forms::submit_row(&ctx.t(key("consent-record-submit")), None))
    };
    html! {
        div.stack {
            p.quiet { (ctx.t(key("consent-record-text"))) }
            (forms::post(ctx, &format!("/admin/customers/{}/consents", panel.root), controls))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_begin_large() {
        assert_eq!(capitalised("\u{2068}marketing\u{2069} may"), "\u{2068}Marketing\u{2069} may");
        assert_eq!(capitalised("الدعم"), "الدعم");
        assert_eq!(capitalised(""), "");
    }

    #[test]
    fn a_note_is_shown_without_who_wrote_it() {
        assert_eq!(note("stf_1 · by phone"), Some("by phone"));
        assert_eq!(note("msg_7"), Some("msg_7"));
    }
}
