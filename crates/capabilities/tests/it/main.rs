//! Stories about messages, told through the crate's public functions.

mod letters;
mod mail;
mod outside;
mod sending;
mod tls;
