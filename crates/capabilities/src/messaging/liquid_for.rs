//! `{% for %}` with an end: Liquid's own builds `(1..1000000000)` in memory before it starts.

use liquid_core::error::ResultLiquidExt;
use liquid_core::model::{KString, Object, ValueView};
use liquid_core::parser::{BlockElement, TryMatchToken};
use liquid_core::runtime::{Interrupt, InterruptRegister, StackFrame};
use liquid_core::{BlockReflection, Error, Expression, Language, ParseBlock, Renderable, Result, Runtime};
use liquid_core::{TagBlock, TagTokenIter, Template, Value};
use std::io::Write;

/// Turns of all loops together in one piece of text, nested ones counted each time.
pub(super) const TURNS_MAX: usize = 500;

pub(super) const TOO_MANY_TURNS: &str = "the loops in this text turn more than 500 times";

/// Spent turns, kept by the runtime for the length of one render.
#[derive(Default)]
struct Turns(usize);

/// `{% for item in order.items limit:3 %} … {% else %} … {% endfor %}`, with `forloop.index`, `.index0`, `.length`,
/// `.first` and `.last`.
#[derive(Clone, Copy)]
pub(super) struct BoundedFor;

impl BlockReflection for BoundedFor {
    fn start_tag(&self) -> &'static str {
        "for"
    }

    fn end_tag(&self) -> &'static str {
        "endfor"
    }

    fn description(&self) -> &'static str {
        "Repeats its content for each item of a list."
    }
}

impl ParseBlock for BoundedFor {
    fn parse(
        &self,
        mut arguments: TagTokenIter<'_>,
        mut tokens: TagBlock<'_, '_>,
        options: &Language,
    ) -> Result<Box<dyn Renderable>> {
        let name = arguments.expect_next("Identifier expected.")?.expect_identifier().into_result()?;
        arguments.expect_next("\"in\" expected.")?.expect_str("in").into_result_custom_msg("\"in\" expected.")?;
        let over = match arguments.expect_next("A list or a range expected.")?.expect_value() {
            TryMatchToken::Matches(list) => Over::List(list),
            TryMatchToken::Fails(token) => match token.expect_range() {
                TryMatchToken::Matches((from, to)) => Over::Range(from, to),
                TryMatchToken::Fails(token) => return token.raise_error().into_err(),
            },
        };
        let mut limit = None;
        while let Some(token) = arguments.next() {
            if token.as_str() != "limit" {
                return token.raise_custom_error("\"limit\" expected.").into_err();
            }
            arguments.expect_next("\":\" expected.")?.expect_str(":").into_result_custom_msg("\":\" expected.")?;
            limit = Some(arguments.expect_next("A number expected.")?.expect_value().into_result()?);
        }
        let (mut body, mut otherwise) = (Vec::new(), Vec::new());
        while let Some(element) = tokens.next()? {
            match element {
                BlockElement::Tag(mut tag) if tag.name() == "else" => {
                    tag.tokens().expect_nothing()?;
                    otherwise = tokens.parse_all(options)?;
                    break;
                }
                element => body.push(element.parse(&mut tokens, options)?),
            }
        }
        tokens.assert_empty();
        Ok(Box::new(For {
            name: KString::from_ref(name),
            over,
            limit,
            body: Template::new(body),
            otherwise: Template::new(otherwise),
        }))
    }

    fn reflection(&self) -> &dyn BlockReflection {
        self
    }
}

#[derive(Debug)]
enum Over {
    List(Expression),
    Range(Expression, Expression),
}

#[derive(Debug)]
struct For {
    name: KString,
    over: Over,
    limit: Option<Expression>,
    body: Template,
    otherwise: Template,
}

impl For {
    /// At most one value more than may be used, so that the excess is noticed and no more than that is made.
    fn values(&self, runtime: &dyn Runtime) -> Result<Vec<Value>> {
        let mut most = TURNS_MAX + 1;
        if let Some(limit) = &self.limit {
            most = most.min(usize::try_from(integer(limit, runtime)?).unwrap_or(0));
        }
        match &self.over {
            Over::List(list) => {
                let list = list.evaluate(runtime)?;
                match list.as_array() {
                    Some(array) => Ok(array.values().take(most).map(ValueView::to_value).collect()),
                    None if list.is_nil() => Ok(Vec::new()),
                    None => Err(Error::with_msg("Only a list can be repeated")),
                }
            }
            Over::Range(from, to) => {
                let (from, to) = (integer(from, runtime)?, integer(to, runtime)?);
                Ok((from..=to).take(most).map(Value::scalar).collect())
            }
        }
    }
}

impl Renderable for For {
    fn render_to(&self, writer: &mut dyn Write, runtime: &dyn Runtime) -> Result<()> {
        let values = self.values(runtime)?;
        let length = values.len();
        if length == 0 {
            return self.otherwise.render_to(writer, runtime);
        }
        for (at, value) in values.into_iter().enumerate() {
            spend_a_turn(runtime)?;
            let mut scope = Object::new();
            scope.insert("forloop".into(), Value::Object(position(at, length)));
            scope.insert(self.name.clone(), value);
            let scope = StackFrame::new(runtime, &scope);
            self.body.render_to(writer, &scope).trace("{% for %}")?;
            if let Some(Interrupt::Break) = scope.registers().get_mut::<InterruptRegister>().reset() {
                break;
            }
        }
        Ok(())
    }
}

fn spend_a_turn(runtime: &dyn Runtime) -> Result<()> {
    let mut turns = runtime.registers().get_mut::<Turns>();
    turns.0 += 1;
    if turns.0 > TURNS_MAX { Err(Error::with_msg(TOO_MANY_TURNS)) } else { Ok(()) }
}

fn position(at: usize, length: usize) -> Object {
    let mut forloop = Object::new();
    forloop.insert("index".into(), Value::scalar(at as i64 + 1));
    forloop.insert("index0".into(), Value::scalar(at as i64));
    forloop.insert("length".into(), Value::scalar(length as i64));
    forloop.insert("first".into(), Value::scalar(at == 0));
    forloop.insert("last".into(), Value::scalar(at + 1 == length));
    forloop
}

fn integer(expression: &Expression, runtime: &dyn Runtime) -> Result<i64> {
    let value = expression.evaluate(runtime)?;
    value.as_scalar().and_then(|scalar| scalar.to_integer()).ok_or_else(|| Error::with_msg("A whole number is expected here"))
}
