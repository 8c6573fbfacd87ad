//! The API over the whole program, on whichever engine the test run names.

mod campaigns;
mod consents;
mod doors;
mod people;
mod receipts;
mod segments;
mod shapes;
mod templates;
mod totals;

use crate::testing::TestApp;
use foundation::staff::Scope;
use serde_json::{Value, json};

/// A store with its keys, and nobody in it yet.
struct Shop {
    app: TestApp,
    server: String,
    site: String,
    read: String,
    admin: String,
}

impl Shop {
    fn new() -> Self {
        let app = TestApp::new();
        let [site, server, read, admin] = Scope::ALL.map(|scope| app.key(scope));
        Self { app, server, site, read, admin }
    }

    /// The document at an address, read with the reading key.
    fn read(&self, path: &str) -> Value {
        let reply = self.app.get(path, &self.read);
        assert_eq!(reply.status, 200, "{path}: {}", reply.text());
        assert_eq!((reply.header("content-type"), reply.header("cache-control")), ("application/json", "no-store"), "{path}");
        reply.json()
    }

    /// The id of the only customer that a search finds.
    fn find(&self, q: &str) -> String {
        let page = self.read(&format!("/api/v1/customers?q={q}"));
        let data = page["data"].as_array().unwrap();
        assert_eq!(data.len(), 1, "{q}: {page}");
        data[0]["id"].as_str().unwrap().to_owned()
    }
}

/// Sara, as the store's server tells of her.
fn sara() -> [Value; 2] {
    [
        json!({"type": "identify", "userId": "u-1", "messageId": "m-1", "traits": {
            "email": "Sara@Example.com", "name": "Sara Karimi", "phone": "+966501234567", "birthday": "1990-05-01", "plan": "gold"}}),
        json!({"type": "track", "event": "Order Completed", "userId": "u-1", "messageId": "m-2", "properties": {
            "order_id": "A-7", "total": 120.5, "currency": "SAR", "products": [{"name": "Tea", "price": 60.25, "quantity": 2}]}}),
    ]
}

fn ids(page: &Value) -> Vec<String> {
    page["data"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}
