//! What of the data beside the vault is for this reader, and what is left out.

use super::Shown;
use crate::admin::story_kinds;
use foundation::consent::{Category, CategorySet};
use foundation::customers::Facts;
use foundation::journal::Event;

/// The kinds of data beside the vault that the page is about.
pub(super) fn there_in(shown: &Shown, traits: bool, facts: &Facts) -> CategorySet {
    let mut there = Vec::new();
    if traits {
        there.push(Category::Preferences);
    }
    // The facts beside the story tell of all that it consists of.
    there.extend(story_kinds(facts).iter());
    match shown {
        Shown::Story { events, .. } => there.extend(events.iter().filter_map(category_of)),
        Shown::Messages(messages, _) if !messages.is_empty() => there.push(Category::Messages),
        _ => {}
    }
    CategorySet::of(&there)
}

/// Leaves out of the tab what is not for this reader.
pub(super) fn hide(shown: &mut Shown, visible: CategorySet) {
    match shown {
        Shown::Story { events, closed, .. } => events.retain(|event| match category_of(event) {
            Some(category) if !visible.contains(category) => {
                *closed = closed.with(CategorySet::of(&[category]));
                false
            }
            _ => true,
        }),
        Shown::Orders(orders) if !visible.contains(Category::Orders) => orders.clear(),
        Shown::Messages(messages, _) if !visible.contains(Category::Messages) => messages.clear(),
        _ => {}
    }
}

fn category_of(event: &Event) -> Option<Category> {
    Category::of(event.kind, &event.name)
}
