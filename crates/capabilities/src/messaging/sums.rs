//! The sums under an order, so that they add up to what was paid whatever of them the shop named.

/// What is known of an order, in minor units. `lines` is what its items cost, where each has a price.
#[derive(Default, Clone, Copy)]
pub(super) struct Known {
    pub(super) lines: Option<i64>,
    pub(super) subtotal: Option<i64>,
    pub(super) discount: Option<i64>,
    pub(super) shipping: Option<i64>,
    pub(super) tax: Option<i64>,
    pub(super) total: Option<i64>,
}

/// What is shown, in this order; the total follows it. The discount is below zero.
#[derive(Default, Debug, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) subtotal: Option<i64>,
    pub(super) discount: Option<i64>,
    pub(super) shipping: Option<i64>,
    pub(super) tax: Option<i64>,
    /// In the prices already.
    pub(super) tax_included: Option<i64>,
    /// What is left between the parts and the total where nobody named delivery.
    pub(super) delivery_and_other: Option<i64>,
    /// The same where delivery was named, or where it is in the customer's favour.
    pub(super) other: Option<i64>,
}

pub(super) fn sums(known: Known) -> Sums {
    let not_zero = |sum: Option<i64>| sum.filter(|sum| *sum != 0);
    let discount = not_zero(known.discount).map(|sum| -sum.saturating_abs());
    let mut sums =
        Sums { subtotal: known.subtotal, discount, shipping: known.shipping, tax: not_zero(known.tax), ..Sums::default() };
    let (Some(total), Some(base)) = (known.total, known.lines.or(known.subtotal)) else { return sums };
    let parts = [sums.discount, sums.shipping, sums.tax].into_iter().flatten();
    let mut rest = total.saturating_sub(parts.fold(base, i64::saturating_add));
    sums.subtotal = Some(base);
    if known.lines.is_none() && sums.discount.is_some_and(|discount| rest == -discount) {
        // Some name the subtotal after the discount.
        sums.subtotal = Some(base.saturating_add(rest));
        rest = 0;
    }
    if sums.tax.is_some_and(|tax| rest == -tax) {
        sums.tax_included = sums.tax.take();
        rest = 0;
    }
    if rest > 0 && sums.shipping.is_none() {
        sums.delivery_and_other = Some(rest);
    } else {
        sums.other = not_zero(Some(rest));
    }
    if sums == (Sums { subtotal: Some(base), ..Sums::default() }) {
        // It would say the total twice.
        sums.subtotal = None;
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(lines: i64, total: i64) -> Known {
        Known { lines: Some(lines), total: Some(total), ..Known::default() }
    }

    #[test]
    fn what_nobody_named_is_said() {
        assert_eq!(sums(known(3_780, 4_280)), Sums { subtotal: Some(3_780), delivery_and_other: Some(500), ..Sums::default() });
        let named = sums(Known { shipping: Some(300), ..known(3_780, 4_280) });
        assert_eq!(named, Sums { subtotal: Some(3_780), shipping: Some(300), other: Some(200), ..Sums::default() });
        assert_eq!(sums(known(3_780, 3_500)).other, Some(-280));
    }

    #[test]
    fn what_adds_up_is_left_alone() {
        assert_eq!(sums(known(3_780, 3_780)), Sums::default());
        let whole = Known { discount: Some(378), shipping: Some(400), tax: Some(98), ..known(3_780, 3_900) };
        let shown = Sums { subtotal: Some(3_780), discount: Some(-378), shipping: Some(400), tax: Some(98), ..Sums::default() };
        assert_eq!(sums(whole), shown);
        assert_eq!(sums(Known { subtotal: Some(5), ..Known::default() }).subtotal, Some(5));
    }

    #[test]
    fn a_tax_in_the_prices_and_a_subtotal_after_discount_are_seen() {
        let included = sums(Known { tax: Some(500), ..known(3_780, 3_780) });
        assert_eq!((included.tax, included.tax_included, included.other), (None, Some(500), None));
        let after = Known { subtotal: Some(3_402), discount: Some(378), total: Some(3_402), ..Known::default() };
        assert_eq!(sums(after), Sums { subtotal: Some(3_780), discount: Some(-378), ..Sums::default() });
    }
}
