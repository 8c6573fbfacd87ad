//! The store's own templates: a draft that is worked on, and published versions that messages name.

mod store;

pub(super) use store::terms;
