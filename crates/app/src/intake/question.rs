//! What a banner's answer is an answer to. A page says which words it showed; what those words asked, the store knows itself.

use super::model::Asked;
use crate::banner::{self, BannerSettings};
use db::{Result, Tx};
use foundation::consent::Purpose;
use std::collections::HashMap;

/// The questions that one request's answers name, each looked up once.
#[derive(Default)]
pub(super) struct Questions {
    in_force: Option<InForce>,
    /// By the version of the words: the language that they are in and what they ask; `None` for words that were never shown.
    asked: HashMap<String, Option<(String, Vec<Purpose>)>>,
}

/// What is asked today.
struct InForce {
    banner: BannerSettings,
    notice_version: String,
}

/// A question that this store really put.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Question {
    pub(super) language: String,
    /// The notice that was read, where it is the one in force.
    pub(super) notice_version: Option<String>,
    /// What the words asked for, and the store asks for still.
    asks: Vec<Purpose>,
}

impl Question {
    /// Whether a yes to this question is a yes today: the words asked for it, the store still does, and the notice that was read
    /// is the one in force. Another notice is a change of substance, and whoever agreed before it is asked anew.
    pub(super) fn is_answered_by_yes(&self, purpose: Purpose) -> bool {
        self.notice_version.is_some() && self.asks.contains(&purpose)
    }
}

impl Questions {
    /// The question that an answer names; `None` where no page of the store ever showed these words.
    pub(super) fn find(&mut self, tx: &mut Tx<'_>, asked: &Asked) -> Result<Option<Question>> {
        if !self.asked.contains_key(&asked.words) {
            let kept = banner::kept_words(tx, &asked.words)?;
            self.asked.insert(asked.words.clone(), kept.as_ref().and_then(banner::asked_in));
        }
        let Some((language, purposes)) = self.asked.get(&asked.words).cloned().flatten() else { return Ok(None) };
        if self.in_force.is_none() {
            let banner = BannerSettings::in_force(tx)?;
            let notice_version = banner.notice_in_force(tx)?;
            self.in_force = Some(InForce { banner, notice_version });
        }
        let Some(in_force) = &self.in_force else { return Ok(None) };
        let notice_version = asked.notice_version.clone().filter(|version| *version == in_force.notice_version);
        let asks = purposes.into_iter().filter(|purpose| in_force.banner.asks(*purpose)).collect();
        Ok(Some(Question { language, notice_version, asks }))
    }
}
