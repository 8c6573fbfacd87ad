//! A plan as a picture.

use super::words;
use automation::journeys::{Plan, Step};
use maud::Markup;
use web::charts::{Flow, FlowKind, FlowStep, FlowWay};
use web::{PageCtx, key};

pub(super) fn draw(ctx: &PageCtx, names: &words::Names, plan: &Plan) -> Markup {
    let begin = FlowStep { label: words::entry(ctx, names, &plan.entry), kind: FlowKind::Start, ways: Vec::new() };
    let end = FlowStep { label: ctx.t(key("journey-picture-end")).into_owned(), kind: FlowKind::End, ways: Vec::new() };
    let mut number = 0;
    let mut all = vec![begin];
    all.extend(steps(ctx, names, &plan.steps, &mut number));
    all.push(end);
    let reading = ctx.t(key("journey-picture-reading")).into_owned();
    Flow { id: "journey", title: ctx.t(key("journey-picture")).into_owned(), reading, steps: all }.render(ctx)
}

/// The steps with the numbers that they have in the list.
fn steps(ctx: &PageCtx, names: &words::Names, all: &[Step], number: &mut usize) -> Vec<FlowStep> {
    all.iter()
        .map(|step| {
            *number += 1;
            let said = words::brief(ctx, &names.letters, step);
            let label = format!("{}. {}", ctx.fmt.count(*number as u64), said.trim_end_matches(['.', ':']));
            let kind = match step {
                Step::Send { .. } => FlowKind::Chief,
                Step::Leave {} => FlowKind::End,
                _ => FlowKind::Step,
            };
            let called = words::ways(ctx, step);
            let ways = step.ways().into_iter().zip(called);
            let ways = ways.map(|(way, label)| FlowWay { label, steps: steps(ctx, names, way, number) }).collect();
            FlowStep { label, kind, ways }
        })
        .collect()
}
