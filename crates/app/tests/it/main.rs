//! Stories of the core over a real database: the door, who people are, what they allow, what is kept of them, what they
//! are answered. On SQLite, or on PostgreSQL where `AMANA_TEST_POSTGRES_URL` names a server; the history in a folder, or in a
//! bucket where `AMANA_TEST_S3_URL` names one.

mod answers;
mod as_of;
mod asking;
mod banner;
mod clock;
mod closed;
mod consent;
mod ending;
mod erasing;
mod exports;
mod faults;
mod faulty;
mod forgetting;
mod hardships;
mod history;
mod identity;
mod intake;
mod killed;
mod killed_erasing;
mod ledger;
mod mail;
mod metrics;
mod nodes;
mod notices;
mod opt_in;
mod orders;
mod personal;
mod preferences;
mod privacy;
mod projections;
mod requests;
mod routes;
mod rubbish;
mod rules;
mod s3;
mod settings;
mod sight;
mod support;
mod terms;
mod third_parties;
mod ties;
mod unseen;
mod upkeep;
mod windows;
