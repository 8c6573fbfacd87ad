//! What lies in each order: real articles whose prices add up, to the minor unit, to about what the model says the order is worth.

use super::catalogue::Catalogue;
use base::Rng;

/// Articles in one order.
pub const LINES_MAX: usize = 5;

/// One article and how many of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    pub product: u16,
    pub quantity: u16,
}

/// One order; amounts in minor units of the store's currency.
///
/// `subtotal` is the sum of price × quantity over its lines; `total` = `subtotal` − `discount` + `shipping` + `tax`.
#[derive(Debug, Clone, Copy)]
pub struct Order {
    /// Index of the person.
    pub person: u32,
    /// Into the demo's lines.
    pub first_line: u32,
    pub line_count: u8,
    pub coupon: Option<&'static str>,
    pub subtotal: i64,
    pub discount: i64,
    pub shipping: i64,
    pub tax: i64,
    pub total: i64,
}

impl Order {
    /// What the goods brought: the value that the Gamma-Gamma model speaks of.
    pub fn net(&self) -> i64 {
        self.subtotal - self.discount
    }
}

/// Who orders and for how much.
pub struct Wish {
    pub person: u32,
    pub country: &'static str,
    pub likes: [usize; 3],
    /// The value of the goods after discount, in minor units.
    pub net: i64,
    pub is_first: bool,
}

/// Fills a basket worth about `wish.net`; its lines are added to `lines`.
pub fn fill(catalogue: &Catalogue, wish: &Wish, lines: &mut Vec<Line>, rng: &mut Rng) -> Order {
    let (coupon, percent) = coupon(wish.is_first, rng);
    let (cheapest, dearest) = catalogue.price_range();
    let mut left = (wish.net * 100 / (100 - percent)).max(cheapest);
    let first_line = lines.len();
    let mut want = line_count(rng);
    while want > 1 && left / (want as i64) < cheapest * 3 / 2 {
        want -= 1;
    }
    for at in 0..want {
        let is_last = at + 1 == want;
        let share = if is_last { left as f64 } else { left as f64 / (want - at) as f64 * (0.5 + rng.unit()) };
        if share < cheapest as f64 * 0.6 {
            break;
        }
        let several = !is_last && rng.unit() < 0.15 && share > cheapest as f64 * 2.0;
        let quantity = (share / dearest as f64).ceil().max(if several { 2.0 } else { 1.0 }).min(99.0);
        let like = if is_last { None } else { Some(wish.likes[rng.below(3) as usize]) };
        let product = catalogue.near((share / quantity) as i64, like, rng);
        let quantity = quantity as u16;
        left -= catalogue.products[product].price.minor * i64::from(quantity);
        match lines[first_line..].iter_mut().find(|line| usize::from(line.product) == product) {
            Some(line) => line.quantity += quantity,
            None => lines.push(Line { product: product as u16, quantity }),
        }
    }
    let price = |line: &Line| catalogue.products[usize::from(line.product)].price.minor * i64::from(line.quantity);
    let subtotal = lines[first_line..].iter().map(price).sum();
    let discount = percent_of(subtotal, percent);
    let net = subtotal - discount;
    let (shipping_dollars, tax_percent) = terms(wish.country);
    let shipping = if net >= catalogue.minor(75.0) { 0 } else { catalogue.minor(shipping_dollars) };
    let tax = percent_of(net, tax_percent);
    Order {
        person: wish.person,
        first_line: first_line as u32,
        line_count: (lines.len() - first_line) as u8,
        coupon,
        subtotal,
        discount,
        shipping,
        tax,
        total: net + shipping + tax,
    }
}

/// Half away from zero, as invoices round.
fn percent_of(minor: i64, percent: i64) -> i64 {
    (minor * percent + 50) / 100
}

/// A coupon and its percent; most orders have none.
fn coupon(is_first: bool, rng: &mut Rng) -> (Option<&'static str>, i64) {
    match (is_first, rng.below(100)) {
        (true, 0..20) => (Some("WELCOME10"), 10),
        (false, 0..4) => (Some("THANKS15"), 15),
        (_, 96..) => (Some("FESTIVE20"), 20),
        _ => (None, 0),
    }
}

fn line_count(rng: &mut Rng) -> usize {
    match rng.below(100) {
        0..34 => 1,
        34..62 => 2,
        62..81 => 3,
        81..93 => 4,
        _ => LINES_MAX,
    }
}

/// Shipping in dollars below the free limit, and tax in percent.
fn terms(country: &str) -> (f64, i64) {
    match country {
        "AE" => (4.0, 5),
        "SA" => (6.0, 15),
        "EG" => (5.0, 14),
        "IR" => (7.0, 10),
        "GB" => (9.0, 20),
        _ => (12.0, 0),
    }
}
