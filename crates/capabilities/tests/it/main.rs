//! Stories about messages, told through the crate's public functions.

mod letters;
mod mail;
mod outside;
mod own;
mod sending;
mod tls;
