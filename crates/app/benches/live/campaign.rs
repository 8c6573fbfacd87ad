//! A campaign that goes to everybody, let go but not begun; and what a signature costs by itself.

use crate::{Outcome, Words, open, shop};
use app::App;
use automation::campaigns::{self, Campaign, CampaignState, Plan};
use automation::live;
use automation::segments::{self, Segment};
use base::id::{CampaignId, SegmentId};
use base::{Locale, Rng};
use capabilities::messaging::{self, About, Draft, Format, PrivateKey, Signer, Written};
use capabilities::messaging::{Cap, Channel, ChannelRules, Fatigue, Quiet, SendingRules};
use db::Error;
use foundation::consent::Purpose;
use foundation::rules::Condition;
use jiff::civil::time;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

const DOMAIN: &str = "shop.example";
/// How long signatures are made.
const SPAN: Duration = Duration::from_secs(4);
/// What is signed: as good as nothing, so that the signature alone is measured.
const SIGNED: &[u8] = b"From: hello@shop.example\r\nSubject: Hello\r\n\r\nHello\r\n";

pub fn run(words: &Words) -> Outcome {
    let app = open(PathBuf::from(words.text("data")?))?;
    let people = shop::customers(&app, words.number("people")?)?;
    let letter = letter(&app)?;
    sign_with_rsa(&app)?;
    let segment = everybody(&app)?;
    app.tables_runner().catch_up()?;
    app.answers_runner().catch_up()?;
    app.live_runner().catch_up()?;
    let size = app.db.views.read(|tx| segments::size(tx, segment))?.map_or(0, |size| size.members);
    if size != people.len() as u64 {
        return Err(format!("of {} people {size} are in the audience", people.len()).into());
    }
    forecast(&app, segment, &letter)?;
    // The program begins with it as soon as it starts.
    let plan = json!({"segments": [segment.to_string()], "variants": [{"letter": letter, "percent": 100}]});
    let_go(&app, &Plan::read(&plan.to_string())?)?;
    app.stop();
    println!("people={}", people.len());
    Ok(())
}

/// How long it takes to foresee what becomes of everybody, with caps, quiet hours and fatigue to be asked about.
fn forecast(app: &App, segment: SegmentId, letter: &str) -> Outcome {
    let quiet = Some(Quiet { from: time(21, 0, 0, 0), until: time(8, 0, 0, 0) });
    let email = ChannelRules { caps: vec![Cap { letters: 1, days: 1 }, Cap { letters: 3, days: 7 }], quiet };
    let fatigue = Some(Fatigue { letters: 10, within_days: 60, one_in_days: 14 });
    let rules = SendingRules { channels: [(Channel::Email, email)].into(), fatigue, ..SendingRules::default() };
    let now = app.clock.now();
    app.recorder.submit(move |tx| rules.save(tx, now)).wait()?;
    let plan = json!({"segments": [segment.to_string()], "variants": [{"letter": letter, "percent": 100}]});
    let (id, plan) = (CampaignId::new(now, &mut app.fork_rng()), Plan::read(&plan.to_string())?);
    let (name, state, begun_at) = ("Harvest".to_owned(), CampaignState::Draft, None);
    let campaign = Campaign { id, name, state, plan, begun_at, made_at: now, changed_at: now };
    let start = Instant::now();
    let told = live::forecast(&app.db, &app.keys, &campaign, &mut app.fork_rng(), now)?;
    println!("forecast_asked={}", told.asked);
    println!("forecast_seconds={}", start.elapsed().as_secs_f64());
    // What goes out is measured without limits.
    Ok(app.recorder.submit(move |tx| SendingRules::default().save(tx, now)).wait()?)
}

/// Signatures a second of all cores together.
pub fn sign(_: &Words) -> Outcome {
    let pem = messaging::generate_rsa(&mut Rng::from_seed(crate::SEED))?;
    let cores = std::thread::available_parallelism()?.get();
    let rates = std::thread::scope(|scope| {
        let signing: Vec<_> = (0..cores).map(|_| scope.spawn(|| signatures(&pem).map_err(|error| error.to_string()))).collect();
        signing
            .into_iter()
            .map(|one| one.join().unwrap_or_else(|_| Err("a thread panicked".to_owned())))
            .collect::<Result<Vec<_>, _>>()
    })?;
    println!("signatures={}", rates.into_iter().sum::<f64>());
    Ok(())
}

fn signatures(pem: &str) -> Outcome<f64> {
    let signers = [Signer::new(DOMAIN, "amana1", PrivateKey::parse(pem.as_bytes())?)?];
    let (start, mut count) = (Instant::now(), 0_u32);
    while start.elapsed() < SPAN {
        messaging::sign(&signers, SIGNED, base::Timestamp::from_micros(0))?;
        count += 1;
    }
    Ok(f64::from(count) / start.elapsed().as_secs_f64())
}

/// A letter of the store's own in MJML, which calls its reader by name; its name.
fn letter(app: &App) -> Outcome<String> {
    let product = |name: &str, price: u32| {
        format!(
            "<mj-column><mj-image src=\"https://{DOMAIN}/p/{price}.jpg\" alt=\"{name}\" />\
             <mj-text>{name}<br/>{{{{ {price} | money: store.currency }}}}</mj-text></mj-column>"
        )
    };
    let body = format!(
        "<mjml><mj-body><mj-section><mj-column><mj-text>Dear {{{{ customer.name }}}},</mj-text>\
         <mj-text>The first saffron of the year has come in from Khorasan, and we kept some of it for those who asked to hear of it. \
         It is packed by hand in tins of five grams, and each tin names the field that it grew in.</mj-text>\
         </mj-column></mj-section><mj-section>{}{}</mj-section><mj-section><mj-column>\
         <mj-button href=\"{{{{ store.url }}}}/saffron\">See the harvest</mj-button></mj-column></mj-section></mj-body></mjml>",
        product("Saffron, 5 g", 18),
        product("Saffron, 10 g", 34),
    );
    let written = Written {
        subject: "{{ customer.name }}, the harvest is in".to_owned(),
        format: Format::Mjml,
        body,
        ..Written::default()
    };
    let letters = BTreeMap::from([(Locale::En.code().to_owned(), written)]);
    let (name, topic) = ("Harvest".to_owned(), String::new());
    let draft = Draft { name, is_marketing: true, about: About::Customer, topic, letters };
    let (mut rng, now) = (app.fork_rng(), app.clock.now());
    let published = app.recorder.submit(move |tx| {
        let template = messaging::create_template(tx, &mut rng, &draft, now)?;
        Ok::<_, Error>(messaging::publish_template(tx, template, now)?.map(|version| (template, version)))
    });
    let (template, version) = published.wait()?.ok_or("the template is gone")?;
    let version = version.map_err(|faults| format!("the template can't be published: {faults:?}"))?;
    Ok(messaging::LetterRef::Own { template, version }.name().into_owned())
}

fn sign_with_rsa(app: &App) -> Outcome {
    let (keys, mut rng, now) = (app.keys.clone(), app.fork_rng(), app.clock.now());
    let pem = messaging::generate_rsa(&mut rng)?;
    Ok(app.recorder.submit(move |tx| app::dkim::save_one(tx, &keys, &mut rng, DOMAIN, "amana1", &pem, now)).wait()?)
}

fn everybody(app: &App) -> Outcome<SegmentId> {
    let now = app.clock.now();
    let id = SegmentId::new(now, &mut app.fork_rng());
    let rule = Condition::parse(&json!({"agreed": {"purpose": "marketing_email"}}).to_string())?;
    let (name, purpose) = ("Everybody".to_owned(), Purpose::Personalise);
    let new = Segment { id, name, purpose, rule, made_at: now, changed_at: now };
    let laid = app.recorder.submit(move |tx| {
        segments::insert(tx, &new)?.map_err(|flaw| Error::Other(flaw.to_string()))?;
        live::changed(tx, now)
    });
    laid.wait()?;
    Ok(id)
}

fn let_go(app: &App, plan: &Plan) -> Outcome {
    let (now, plan) = (app.clock.now(), plan.clone());
    let id = CampaignId::new(now, &mut app.fork_rng());
    let new = Campaign {
        id,
        name: "Harvest".to_owned(),
        state: CampaignState::Draft,
        plan,
        begun_at: None,
        made_at: now,
        changed_at: now,
    };
    let begun = app.recorder.submit(move |tx| {
        campaigns::insert(tx, &new)?;
        campaigns::set_state(tx, id, CampaignState::On, now)?;
        live::changed(tx, now)
    });
    Ok(begun.wait()?)
}
