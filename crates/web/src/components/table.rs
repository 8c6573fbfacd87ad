//! Tables that become cards on a phone, and the links between their pages.

use crate::i18n::key;
use crate::icons::{Icon, icon};
use crate::layout::PageCtx;
use maud::{Markup, Render, html};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Text,
    Number,
    Actions,
}

/// One column: its heading, and how its cells are set.
#[derive(Clone, Debug)]
pub struct Column {
    label: String,
    kind: Kind,
}

impl Column {
    pub fn text(label: impl Into<String>) -> Self {
        Self { label: label.into(), kind: Kind::Text }
    }

    /// Figures, set at the end of the column so that they can be compared.
    pub fn number(label: impl Into<String>) -> Self {
        Self { label: label.into(), kind: Kind::Number }
    }

    /// Buttons; the heading is read out but not shown.
    pub fn actions(label: impl Into<String>) -> Self {
        Self { label: label.into(), kind: Kind::Actions }
    }

    fn class(&self) -> Option<&'static str> {
        match self.kind {
            Kind::Text => None,
            Kind::Number => Some("num-cell"),
            Kind::Actions => Some("actions-cell"),
        }
    }
}

/// A table. The first column names the row: on a phone it heads the row's card.
#[derive(Clone, Debug)]
pub struct Table {
    caption: String,
    class: Option<&'static str>,
    columns: Vec<Column>,
    rows: Vec<Vec<Markup>>,
}

impl Table {
    /// The caption is read out but not shown; the heading above the table says the same to the eye.
    pub fn new(caption: impl Into<String>, columns: impl IntoIterator<Item = Column>) -> Self {
        Self { caption: caption.into(), class: None, columns: columns.into_iter().collect(), rows: Vec::new() }
    }

    /// For a stylesheet that sets its rows in another way on a phone.
    #[must_use]
    pub fn class(self, class: &'static str) -> Self {
        Self { class: Some(class), ..self }
    }

    /// One row; a cell a column. Missing cells stay empty, and cells without a column are left out.
    #[must_use]
    pub fn row(mut self, cells: impl IntoIterator<Item = Markup>) -> Self {
        self.push(cells);
        self
    }

    pub fn push(&mut self, cells: impl IntoIterator<Item = Markup>) {
        let mut cells: Vec<Markup> = cells.into_iter().take(self.columns.len()).collect();
        cells.resize_with(self.columns.len(), || html! {});
        self.rows.push(cells);
    }

    /// Without the columns whose cells are all empty; the first names the rows and stays.
    #[must_use]
    pub fn without_empty_columns(mut self) -> Self {
        for at in (1..self.columns.len()).rev() {
            if self.rows.iter().all(|row| row.get(at).is_none_or(|cell| cell.0.is_empty())) {
                self.columns.remove(at);
                for row in &mut self.rows {
                    row.remove(at);
                }
            }
        }
        self
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl Render for Table {
    fn render(&self) -> Markup {
        html! {
            div.table-wrap {
                table class=[self.class] {
                    caption.hidden { (self.caption) }
                    thead {
                        tr {
                            @for column in &self.columns {
                                th scope="col" class=[column.class()] {
                                    @if column.kind == Kind::Actions { span.hidden { (column.label) } } @else { (column.label) }
                                }
                            }
                        }
                    }
                    tbody {
                        @for row in &self.rows {
                            tr {
                                @for (at, (column, cell)) in self.columns.iter().zip(row).enumerate() {
                                    @if at == 0 {
                                        th scope="row" class=[column.class()] { (cell) }
                                    } @else {
                                        td class=[column.class()] data-label=(column.label) { (cell) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The link of a row's first cell: the whole row leads where it leads.
pub fn row_link(href: &str, content: Markup) -> Markup {
    html! { a.row-link href=(href) { (content) } }
}

/// The way to the pages before and after, by key: no page numbers, so that no page is ever counted.
#[derive(Clone, Debug, Default)]
pub struct Pager {
    /// The address of the newer page.
    pub previous: Option<String>,
    /// The address of the older page.
    pub next: Option<String>,
    /// How many rows are on this page.
    pub shown: usize,
}

impl Pager {
    pub fn render(&self, ctx: &PageCtx) -> Markup {
        if self.previous.is_none() && self.next.is_none() {
            return html! {};
        }
        html! {
            nav.pager aria-label=(ctx.t(key("pager-label"))) {
                @if let Some(href) = &self.previous {
                    a.button href=(href) rel="prev" { (icon(Icon::Previous)) span { (ctx.t(key("pager-previous"))) } }
                } @else { span {} }
                span.quiet { (ctx.t_with(key("pager-shown"), &[("count", self.shown.into())])) }
                @if let Some(href) = &self.next {
                    a.button href=(href) rel="next" { span { (ctx.t(key("pager-next"))) } (icon(Icon::Next)) }
                } @else { span {} }
            }
        }
    }
}
