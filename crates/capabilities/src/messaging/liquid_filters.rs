//! Filters of our own: those of Liquid's that can make a text grow without end, here with an end, and `number`.

use liquid_core::model::{Scalar, ValueView};
use liquid_core::parser::{FilterArguments, ParameterReflection};
use liquid_core::{Error, Expression, Filter, FilterReflection, ParseFilter, Result, Runtime, Value};
use std::fmt;

/// A filter's result is no longer than this.
pub(super) const RESULT_BYTES_MAX: usize = 16 * 1024;

pub(super) const TOO_LONG: &str = "a filter makes this text longer than 16 KB";

/// One filter: its name, how many arguments it takes at most, and what it does.
#[derive(Clone, Copy)]
pub(super) struct OwnFilter {
    pub(super) name: &'static str,
    pub(super) arguments_max: usize,
    pub(super) run: fn(&dyn ValueView, &[String], &dyn Runtime) -> Result<String>,
}

pub(super) const ALL: [OwnFilter; 9] = [
    OwnFilter { name: "append", arguments_max: 1, run: |input, args, _| joined(&[&text(input)?, first(args)]) },
    OwnFilter { name: "prepend", arguments_max: 1, run: |input, args, _| joined(&[first(args), &text(input)?]) },
    OwnFilter { name: "replace", arguments_max: 2, run: replace },
    OwnFilter { name: "join", arguments_max: 1, run: join },
    OwnFilter { name: "truncate", arguments_max: 2, run: truncate },
    OwnFilter { name: "number", arguments_max: 0, run: number },
    OwnFilter { name: "url_encode", arguments_max: 0, run: |input, _, _| Ok(url_encoded(&text(input)?)) },
    OwnFilter { name: "upcase", arguments_max: 0, run: |input, _, _| Ok(text(input)?.to_uppercase()) },
    OwnFilter { name: "downcase", arguments_max: 0, run: |input, _, _| Ok(text(input)?.to_lowercase()) },
];

pub(super) fn first(args: &[String]) -> &str {
    args.first().map_or("", String::as_str)
}

/// A value as text; lists and objects are none, and could be huge.
pub(super) fn text(value: &dyn ValueView) -> Result<String> {
    if value.as_array().is_some() || value.as_object().is_some() {
        return Err(Error::with_msg("this filter works on text, not on a list"));
    }
    let text = value.to_kstr().into_owned().into_string();
    if text.len() > RESULT_BYTES_MAX { Err(Error::with_msg(TOO_LONG)) } else { Ok(text) }
}

fn joined(parts: &[&str]) -> Result<String> {
    if parts.iter().map(|part| part.len()).sum::<usize>() > RESULT_BYTES_MAX {
        return Err(Error::with_msg(TOO_LONG));
    }
    Ok(parts.concat())
}

fn replace(input: &dyn ValueView, args: &[String], _: &dyn Runtime) -> Result<String> {
    let input = text(input)?;
    let (from, to) = (first(args), args.get(1).map_or("", String::as_str));
    if from.is_empty() {
        return Ok(input);
    }
    let times = input.matches(from).count();
    if input.len() + times * to.len() > RESULT_BYTES_MAX {
        return Err(Error::with_msg(TOO_LONG));
    }
    Ok(input.replace(from, to))
}

fn join(input: &dyn ValueView, args: &[String], _: &dyn Runtime) -> Result<String> {
    let Some(list) = input.as_array() else { return text(input) };
    let between = if args.is_empty() { " " } else { first(args) };
    let mut out = String::new();
    for (at, value) in list.values().enumerate() {
        let value = text(value)?;
        out = joined(&[&out, if at == 0 { "" } else { between }, &value])?;
    }
    Ok(out)
}

/// `{{ name | truncate: 20 }}`: at most that many characters, the ellipsis among them.
fn truncate(input: &dyn ValueView, args: &[String], _: &dyn Runtime) -> Result<String> {
    let input = text(input)?;
    let most: usize = first(args).parse().unwrap_or(50);
    if input.chars().count() <= most {
        return Ok(input);
    }
    let ellipsis = args.get(1).map_or("…", String::as_str);
    let kept: String = input.chars().take(most.saturating_sub(ellipsis.chars().count())).collect();
    joined(&[kept.trim_end(), ellipsis])
}

/// `{{ order.items.size | number }}`: grouped by thousands, in the reader's digits and signs.
fn number(input: &dyn ValueView, _: &[String], runtime: &dyn Runtime) -> Result<String> {
    let plain = text(input)?;
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(w, f)| (w, Some(f)));
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(digits) || !fraction.is_none_or(all_digits) {
        return Ok(plain);
    }
    let zero = runtime
        .try_get(&[Scalar::new("zero")])
        .and_then(|zero| zero.to_kstr().as_str().chars().next())
        .filter(|zero| matches!(zero, '0' | '٠' | '۰'))
        .unwrap_or('0');
    let (group, point) = if zero == '0' { (',', '.') } else { ('٬', '٫') };
    let own = |b: u8| char::from_u32(u32::from(zero) + u32::from(b - b'0')).unwrap_or(char::from(b));
    let mut out = String::from(if whole.starts_with('-') { "−" } else { "" });
    for (at, b) in digits.bytes().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(group);
        }
        out.push(own(b));
    }
    if let Some(fraction) = fraction {
        out.push(point);
        out.extend(fraction.bytes().map(own));
    }
    Ok(out)
}

/// For a value inside an address: everything but RFC 3986's unreserved characters is percent-encoded.
fn url_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for b in text.bytes() {
        if b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(b));
        } else {
            out.extend(["%", &data_encoding::HEXUPPER.encode(&[b])]);
        }
    }
    out
}

impl FilterReflection for OwnFilter {
    fn name(&self) -> &str {
        self.name
    }

    fn description(&self) -> &'static str {
        ""
    }

    fn positional_parameters(&self) -> &'static [ParameterReflection] {
        &[]
    }

    fn keyword_parameters(&self) -> &'static [ParameterReflection] {
        &[]
    }
}

impl ParseFilter for OwnFilter {
    fn parse(&self, arguments: FilterArguments<'_>) -> Result<Box<dyn Filter>> {
        let positional: Vec<Expression> = arguments.positional.collect();
        if positional.len() > self.arguments_max || arguments.keyword.count() > 0 {
            return Err(Error::with_msg(format!("The filter {} takes at most {} arguments", self.name, self.arguments_max)));
        }
        Ok(Box::new(Ready { filter: *self, arguments: positional }))
    }

    fn reflection(&self) -> &dyn FilterReflection {
        self
    }
}

/// A filter with its arguments, as it stands in a template.
struct Ready {
    filter: OwnFilter,
    arguments: Vec<Expression>,
}

impl Filter for Ready {
    fn evaluate(&self, input: &dyn ValueView, runtime: &dyn Runtime) -> Result<Value> {
        let mut arguments = Vec::with_capacity(self.arguments.len());
        for argument in &self.arguments {
            arguments.push(text(argument.evaluate(runtime)?.as_view())?);
        }
        (self.filter.run)(input, &arguments, runtime).map(Value::scalar)
    }
}

impl fmt::Display for Ready {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.filter.name)
    }
}

impl fmt::Debug for Ready {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.filter.name)
    }
}
