//! `GET /api/openapi.json`: the API described, put together from the table that serves it.

use super::{Answer, Endpoint, LIMIT_DEFAULT, LIMIT_MAX, Needs, endpoints, schemas};
use axum::routing::get;
use serde_json::{Map, Value, json};
use web::http::Problem;

pub const ENDPOINTS: &[Endpoint] = &[Endpoint {
    method: "get",
    path: "/api/openapi.json",
    needs: Needs::Nothing,
    route: || get(serve),
    describe: || Operation::new("getOpenApi", "meta", "This document").answers("OpenApi"),
}];

const ABOUT: &str = "Customers of one store: what they did, what they allow, what they ask for by law, and what was written to \
    them; and what the store does by segments, journeys, campaigns, templates and its catalogue.\n\n\
    Calls carry a key as `Authorization: Bearer KEY`: of scope `read` for what only reads, of scope `admin` for everything; the \
    catalogue is also kept with a key of scope `server`. Keys are made in Settings or with `amana key create`. Ids of Amana's \
    own are opaque and tell their kind by what stands before the underscore; orders and products have the store's. Times are \
    RFC 3339, answered in UTC; amounts are decimal text with their currency beside them, and numbers in rules. Each list says \
    its order. Those that come in pages have a `next`: sent back as `after` (for events: `before`) it leads to the following \
    page, and it is null on the last. Personal data is shown as far as each customer shares it, and every look is logged for \
    them. Errors are problem documents (RFC 9457); their `type` names the kind. Events come in at `/v1/batch` and the other \
    calls of the Segment spec, with a key of scope `site` or `server`.";

/// How one endpoint is described.
pub struct Operation {
    id: &'static str,
    tag: &'static str,
    summary: &'static str,
    description: Option<&'static str>,
    parameters: Vec<Value>,
    body: Option<Value>,
    answer: Value,
    conflict: Option<&'static str>,
    names_another: bool,
}

impl Operation {
    pub fn new(id: &'static str, tag: &'static str, summary: &'static str) -> Self {
        let (parameters, answer) = (Vec::new(), Value::Bool(true));
        Self { id, tag, summary, description: None, parameters, body: None, answer, conflict: None, names_another: false }
    }

    /// Says more than the summary, in Markdown.
    pub fn text(self, description: &'static str) -> Self {
        Self { description: Some(description), ..self }
    }

    pub fn parameter(mut self, parameter: Value) -> Self {
        self.parameters.push(parameter);
        self
    }

    /// The shape of the request's JSON body.
    pub fn body(self, schema: &Value) -> Self {
        Self { body: Some(json!({"required": true, "content": {"application/json": {"schema": schema}}})), ..self }
    }

    /// Its body names something that there may not be.
    pub fn names_another(self) -> Self {
        Self { names_another: true, ..self }
    }

    pub fn conflict(self, description: &'static str) -> Self {
        Self { conflict: Some(description), ..self }
    }

    /// It answers with one document of this schema.
    pub fn answers(self, schema: &str) -> Self {
        Self { answer: reference(schema), ..self }
    }

    /// It answers with `{"data":[…]}`.
    pub fn list_of(self, schema: &str) -> Self {
        let properties = json!({"data": {"type": "array", "items": reference(schema)}});
        Self { answer: json!({"type": "object", "required": ["data"], "properties": properties}), ..self }
    }

    /// It answers with `{"data":[…],"next":…}`.
    pub fn page_of(self, schema: &str) -> Self {
        let mut page = self.list_of(schema);
        page.answer["required"] = json!(["data", "next"]);
        page.answer["properties"]["next"] =
            json!({"type": ["string", "null"], "description": "Leads to the following page; null on the last."});
        page
    }

    /// One more property of the answer, always there.
    pub fn also(mut self, name: &str, schema: &Value) -> Self {
        self.answer["properties"][name] = schema.clone();
        if let Some(required) = self.answer["required"].as_array_mut() {
            required.push(json!(name));
        }
        self
    }

    fn document(self, endpoint: &Endpoint) -> Value {
        let mut responses = Map::new();
        let mut refuse = |status: &str, name: &str| {
            responses.insert(status.to_owned(), json!({"$ref": format!("#/components/responses/{name}")}));
        };
        if endpoint.needs != Needs::Nothing {
            refuse("400", "BadRequest");
            refuse("401", "Unauthorized");
            refuse("403", "Forbidden");
            refuse("503", "Unavailable");
        }
        if self.names_another || endpoint.path.contains('{') || self.parameters.iter().any(|p| p["name"] == "customer") {
            refuse("404", "NotFound");
        }
        if let Some(conflict) = self.conflict {
            responses.insert("409".to_owned(), problem_response(conflict));
        }
        let ok = json!({"description": self.summary, "content": {"application/json": {"schema": self.answer}}});
        responses.insert("200".to_owned(), ok);
        let mut document = json!({"operationId": self.id, "tags": [self.tag], "summary": self.summary, "responses": responses});
        if let Some(description) = self.description {
            document["description"] = description.into();
        }
        if !self.parameters.is_empty() {
            document["parameters"] = self.parameters.into();
        }
        if let Some(body) = self.body {
            document["requestBody"] = body;
        }
        document["security"] = match endpoint.needs {
            Needs::Nothing => json!([]),
            Needs::Read => json!([{"read": []}, {"admin": []}]),
            Needs::Admin => json!([{"admin": []}]),
            Needs::Feed => json!([{"server": []}, {"admin": []}]),
        };
        document
    }
}

/// A reference to one of the named schemas.
pub fn reference(schema: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{schema}")})
}

pub fn query(name: &str, description: &str, schema: &Value) -> Value {
    json!({"name": name, "in": "query", "required": false, "description": description, "schema": schema})
}

pub fn limit() -> Value {
    let schema = json!({"type": "integer", "minimum": 1, "maximum": LIMIT_MAX, "default": LIMIT_DEFAULT});
    query("limit", "How many rows at most.", &schema)
}

/// The `{id}` of a path, for ids with this prefix.
pub fn path_id(prefix: &str, description: &str) -> Value {
    let schema = json!({"type": "string", "pattern": format!("^{prefix}_[0-9a-z]{{26}}$")});
    json!({"name": "id", "in": "path", "required": true, "description": description, "schema": schema})
}

pub fn customer_id() -> Value {
    path_id("cus", "A customer's id, or that of one who was merged into them.")
}

/// The `{grant}` of a path.
pub fn grant_id() -> Value {
    let mut parameter = path_id("gra", "A decision's id, as `history` names it.");
    parameter["name"] = json!("grant");
    parameter
}

async fn serve() -> Result<Answer, Problem> {
    Answer::of(&document())
}

/// The whole document (OpenAPI 3.1.0).
pub fn document() -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for endpoint in endpoints() {
        let path = paths.entry(endpoint.path).or_insert_with(|| json!({}));
        path[endpoint.method] = (endpoint.describe)().document(endpoint);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Amana",
            "version": env!("CARGO_PKG_VERSION"),
            "description": ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/", "description": "This installation"}],
        "tags": [
            {"name": "customers", "description": "Who they are and what they did"},
            {"name": "consents", "description": "What they allow"},
            {"name": "privacy", "description": "What they ask for by law"},
            {"name": "messages", "description": "What was written to them"},
            {"name": "segments", "description": "Groups of customers by a rule, and lists of them"},
            {"name": "journeys", "description": "What happens to them by itself"},
            {"name": "campaigns", "description": "Letters to many at once"},
            {"name": "templates", "description": "Letters of the store's own"},
            {"name": "products", "description": "What the store sells"},
            {"name": "stats", "description": "Totals"},
            {"name": "set-aside", "description": "Events that could not be kept"},
            {"name": "meta", "description": "About the API"},
        ],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "read": {"type": "http", "scheme": "bearer", "description": "A key of scope read: `amana_read_…`"},
                "server": {"type": "http", "scheme": "bearer", "description": "A key of scope server: `amana_server_…`"},
                "admin": {"type": "http", "scheme": "bearer", "description": "A key of scope admin: `amana_admin_…`"},
            },
            "responses": responses(),
            "schemas": schemas::all(),
        },
    })
}

fn responses() -> Value {
    let mut unauthorized = problem_response("The key is missing or unknown");
    unauthorized["headers"] = json!({"WWW-Authenticate": {"schema": {"type": "string"}, "description": "Always `Bearer`."}});
    let mut unavailable = problem_response("The database is not available; come again");
    unavailable["headers"] = json!({"Retry-After": {"schema": {"type": "integer"}, "description": "In seconds."}});
    json!({
        "BadRequest": problem_response("Something in the request can't be used; the detail says what would be right"),
        "Unauthorized": unauthorized,
        "Forbidden": problem_response("The key is of another scope"),
        "NotFound": problem_response("No such thing"),
        "Unavailable": unavailable,
    })
}

fn problem_response(description: &str) -> Value {
    json!({"description": description, "content": {"application/problem+json": {"schema": reference("Problem")}}})
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_endpoint_is_described_once_and_nothing_else() {
        let document = document();
        let mut described = BTreeSet::new();
        for (path, methods) in document["paths"].as_object().unwrap() {
            described.extend(methods.as_object().unwrap().keys().map(|method| (method.clone(), path.clone())));
        }
        let served: Vec<_> = endpoints().map(|e| (e.method.to_owned(), e.path.to_owned())).collect();
        assert_eq!(described.len(), served.len(), "an address is served twice by one method");
        assert_eq!(described, served.into_iter().collect());
        let ids: BTreeSet<_> = endpoints().map(|e| (e.describe)().id).collect();
        assert_eq!(ids.len(), described.len(), "operation ids are unique");
    }

    #[test]
    fn every_reference_leads_somewhere_and_every_schema_is_used() {
        fn references(value: &Value, found: &mut BTreeSet<String>) {
            match value {
                Value::Object(map) => {
                    found.extend(map.get("$ref").and_then(Value::as_str).map(str::to_owned));
                    map.values().for_each(|value| references(value, found));
                }
                Value::Array(items) => items.iter().for_each(|value| references(value, found)),
                _ => {}
            }
        }
        let document = document();
        let mut found = BTreeSet::new();
        references(&document, &mut found);
        for reference in &found {
            assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
        }
        for schema in document["components"]["schemas"].as_object().unwrap().keys() {
            assert!(found.contains(&format!("#/components/schemas/{schema}")), "{schema}");
        }
    }
}
