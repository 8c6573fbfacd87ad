//! Stories of files that stores really have, and of files that nobody should send.

use super::rows::{Record, Scan};
use super::*;
use proptest::prelude::*;
use std::io::Write as _;

fn options() -> Options {
    Options {
        now: Timestamp::parse("2026-05-01T00:00:00Z").unwrap(),
        currency: Currency::SAR,
        country: Some("SA".into()),
        keep_raw: false,
    }
}

fn start(kind: Kind, map: &str, bytes: &[u8]) -> Import {
    let map = if map.contains('\n') { Map::from_toml(kind, map).unwrap() } else { Map::load(kind, Some(map)).unwrap() };
    Import::new(Source::new(io::Cursor::new(bytes.to_vec()), "", None).unwrap(), map, options()).unwrap()
}

fn read(kind: Kind, map: &str, bytes: &[u8]) -> (Vec<ImportRow>, Vec<BadRow>) {
    split(start(kind, map, bytes))
}

fn split(import: Import) -> (Vec<ImportRow>, Vec<BadRow>) {
    let (mut rows, mut bad) = (Vec::new(), Vec::new());
    for item in import {
        match item.unwrap() {
            Item::Row(row) => rows.push(*row),
            Item::Bad(row) => bad.push(row),
        }
    }
    (rows, bad)
}

fn at<'a>(row: &'a ImportRow, pointer: &str) -> &'a Value {
    row.event.pointer(pointer).unwrap_or(&Value::Null)
}

const ORDERS: &str = "order_id=Order,customer=Customer,date=Date:%d/%m/%Y %H:%M,total=Total,currency=SAR,email=E-mail";

#[test]
fn an_order_becomes_an_order_completed() {
    let csv = "Order,Customer,Date,Total,E-mail\n1001,c7,03/02/2025 14:30,\"1,250.50\",Sara@Example.com\n";
    let (rows, bad) = read(Kind::Orders, ORDERS, csv.as_bytes());
    assert_eq!(bad, []);
    let row = &rows[0];
    assert_eq!(row.line, 2);
    assert_eq!(at(row, "/type"), "track");
    assert_eq!(at(row, "/event"), "Order Completed");
    assert_eq!(at(row, "/userId"), "c7");
    assert_eq!(at(row, "/timestamp"), "2025-02-03T14:30:00.000Z");
    assert_eq!(at(row, "/properties/total"), 1250.5);
    assert_eq!(at(row, "/properties/currency"), "SAR");
    assert_eq!(at(row, "/properties/order_id"), "1001");
    assert_eq!(at(row, "/context/traits/email"), "sara@example.com");
}

#[test]
fn encodings_delimiters_and_compression_change_nothing() {
    let csv = "Order,Customer,Date,Total,E-mail\r\n١٠٠١,سارة,03/02/2025 14:30,٢٥٫٥,\r\n1002,\"a\nb\",03/02/2025 14:30,1,\r\n";
    let (rows, bad) = read(Kind::Orders, ORDERS, csv.as_bytes());
    assert_eq!((rows.len(), bad.len()), (2, 0));
    assert_eq!(at(&rows[0], "/properties/total"), 25.5);
    assert_eq!(rows[1].line, 3);

    let utf16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        mark.into_iter().chain(csv.encode_utf16().flat_map(bytes)).collect()
    };
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(csv.as_bytes()).unwrap();
    let forms = [
        format!("\u{feff}{csv}").into_bytes(),
        csv.replace("\r\n", "\n").into_bytes(),
        csv.replace(',', ";").into_bytes(),
        csv.replace(',', "\t").into_bytes(),
        utf16([0xff, 0xfe], u16::to_le_bytes),
        utf16([0xfe, 0xff], u16::to_be_bytes),
        gzip.finish().unwrap(),
    ];
    for form in forms {
        let (again, bad) = read(Kind::Orders, ORDERS, &form);
        assert_eq!(bad, []);
        assert!(again.iter().map(|r| r.key).eq(rows.iter().map(|r| r.key)));
        assert!(again.iter().map(|r| r.line).eq(rows.iter().map(|r| r.line)));
    }
}

#[test]
fn bad_rows_are_named_and_the_rest_is_kept() {
    let mut csv =
        b"Order,Customer,Date,Total,E-mail\n1,a,03/02/2025 10:00,5,\n2,b,2025-02-03,5,\n3,c,03/02/2025 10:00,\"5,5\",\n".to_vec();
    csv.extend_from_slice(
        b"4,\xff,03/02/2025 10:00,5,\n5,,03/02/2025 10:00,5,\n6,f,03/02/2025 10:00,-5,\n7,g,03/02/2055 10:00,5,\n",
    );
    csv.extend_from_slice(b"8,\"h,03/02/2025 10:00,5,\n9,i,03/02/2025 10:00,9,nonsense\n");
    let (rows, bad) = read(Kind::Orders, ORDERS, &csv);
    assert_eq!(rows.iter().map(|r| r.line).collect::<Vec<_>>(), [2, 10]);
    let seen: Vec<_> = bad.iter().map(|b| (b.line, b.column.as_deref(), b.reason)).collect();
    let expected = [
        (3, Some("Date"), Reason::Date),
        (4, Some("Total"), Reason::Amount),
        (5, Some("Customer"), Reason::NotUtf8),
        (6, None, Reason::NoCustomer),
        (7, Some("Total"), Reason::Negative),
        (8, Some("Date"), Reason::DateRange),
        (9, None, Reason::UnclosedQuote),
    ];
    assert_eq!(seen, expected);
    assert_eq!(rows[1].left_out[0].reason, Reason::Email);

    let mut report = Report::new(Vec::new(), false).unwrap();
    for row in &bad {
        report.write(row).unwrap();
    }
    assert_eq!(report.finish().unwrap(), 7);
}

#[test]
fn identical_rows_are_all_kept_and_a_second_import_has_the_same_keys() {
    let text = b"1 20250101 1 10.00\n1 20250101 1 10.00\n2 20250101 1 10.00\n1 20250101 1 10.00\n";
    let (rows, _) = read(Kind::Orders, "cdnow", text);
    let keys: std::collections::HashSet<RowKey> = rows.iter().map(|r| r.key).collect();
    assert_eq!((rows.len(), keys.len()), (4, 4));
    let (again, _) = read(Kind::Orders, "cdnow", text);
    assert_eq!(rows, again);
}

#[test]
fn a_stopped_import_goes_on_where_it_stopped() {
    let lines: Vec<String> = (0..100).map(|n| format!("{n},c{},03/02/2025 10:00,{n},", n % 7)).collect();
    let csv = format!("Order,Customer,Date,Total,E-mail\n{}\n", lines.join("\n"));
    let (all, _) = read(Kind::Orders, ORDERS, csv.as_bytes());
    let mut first = start(Kind::Orders, ORDERS, csv.as_bytes());
    let mut got: Vec<ImportRow> = split_some(&mut first, 40);
    let stopped: Checkpoint = first.checkpoint().to_string().parse().unwrap();
    let mut second = start(Kind::Orders, ORDERS, csv.as_bytes());
    second.resume(&stopped).unwrap();
    got.extend(split(second).0);
    assert_eq!(all, got);

    let changed = csv.replace("\n3,", "\n33,");
    assert!(matches!(start(Kind::Orders, ORDERS, changed.as_bytes()).resume(&stopped), Err(ImportError::Changed)));
}

fn split_some(import: &mut Import, count: usize) -> Vec<ImportRow> {
    import.take(count).filter_map(|item| if let Ok(Item::Row(row)) = item { Some(*row) } else { None }).collect()
}

#[test]
fn rows_with_one_order_number_are_one_order() {
    let map = "order_id=o,customer=c,date=d,product=p,price=x,quantity=q";
    let csv = "o,c,d,p,x,q\n1,a,2025-01-01,tea,10,2\n1,,,cup,5.25,1\n2,b,2025-01-02,pot,7,1\n3,c,2025-01-03,jar,8,1\n3,,,lid,many,1\n3,,,bag,1,1\n4,d,2025-01-04,tea,10,1\n";
    let (rows, bad) = read(Kind::Orders, map, csv.as_bytes());
    let totals: Vec<_> = rows
        .iter()
        .map(|r| (at(r, "/properties/order_id").as_str().unwrap(), at(r, "/properties/total").as_f64().unwrap()))
        .collect();
    assert_eq!(totals, [("1", 25.25), ("2", 7.0), ("4", 10.0)]);
    assert_eq!(at(&rows[0], "/properties/products/1/name"), "cup");
    assert_eq!(
        bad.iter().map(|b| (b.line, b.reason)).collect::<Vec<_>>(),
        [(5, Reason::OrderIncomplete), (6, Reason::Amount), (7, Reason::OrderIncomplete)]
    );
}

#[test]
fn a_consent_is_never_invented() {
    let csv =
        "Email Address,First Name,Last Name,OPTIN_TIME\na@example.com,Ann,Lee,2024-05-06 07:08:09\nb@example.com,Bob,Ray,\n";
    let (rows, bad) = read(Kind::Customers, "mailchimp", csv.as_bytes());
    assert_eq!(bad, []);
    assert_eq!(rows[0].consents[0].at, Some(Timestamp::parse("2024-05-06T07:08:09Z").unwrap()));
    assert!(rows[0].consents[0].granted && rows[0].event.get("consent").is_none());
    assert!(rows[1].consents.is_empty());
    assert_eq!(rows[1].left_out[0].reason, Reason::ConsentWithoutDate);
    assert_eq!(at(&rows[0], "/traits/firstName"), "Ann");
    assert!(at(&rows[0], "/anonymousId").as_str().unwrap().starts_with("import-"));

    let csv = "Email,First Name,Last Name,Email Marketing Consent,Email Marketing Consent Timestamp,Profile Created On\na@example.com,A,B,NEVER_SUBSCRIBED,,2024-01-01\nb@example.com,A,B,UNSUBSCRIBED,,2024-01-01 10:00:00\n";
    let (rows, _) = read(Kind::Customers, "klaviyo", csv.as_bytes());
    assert!(rows[0].consents.is_empty());
    assert!(!rows[1].consents[0].granted);
}

#[test]
fn events_are_kept_as_they_are_or_made_from_columns() {
    let lines = "{\"type\":\"page\",\"userId\":\"u\",\"timestamp\":\"2025-01-01T00:00:00Z\",\"context\":{\"x\":[1]}}\n\n{\"event\":\"E\"}\n[1]\n{\"userId\":1,\"timestamp\":\"2025-01-01\"}\n";
    let map = Map::load(Kind::Events, None).unwrap();
    let import = Import::new(Source::new(io::Cursor::new(lines), "", None).unwrap(), map.clone(), options()).unwrap();
    let (rows, bad) = split(import);
    assert_eq!(at(&rows[0], "/context/x/0"), 1);
    let seen: Vec<_> = bad.iter().map(|b| (b.line, b.reason)).collect();
    assert_eq!(seen, [(3, Reason::NoCustomer), (4, Reason::NotJson), (5, Reason::Empty)]);

    let csv = "event,userId,timestamp,plan,count,code\nSigned Up,u1,2025-01-01T10:00:00+03:00,gold,3,007\n";
    let (rows, _) = split(Import::new(Source::new(io::Cursor::new(csv), "x.csv", None).unwrap(), map, options()).unwrap());
    assert_eq!(at(&rows[0], "/timestamp"), "2025-01-01T07:00:00.000Z");
    assert_eq!(at(&rows[0], "/properties"), &serde_json::json!({ "plan": "gold", "count": 3, "code": "007" }));
}

#[test]
fn maps_say_what_is_wrong() {
    let error = |kind, map: &str| Map::load(kind, Some(map)).err().unwrap().to_string();
    assert!(
        error(Kind::Orders, "ordr=1").contains("no field for \"ordr\"") && error(Kind::Orders, "ordr=1").contains("order_id")
    );
    assert!(error(Kind::Orders, "customer=0,total=1").contains("where date comes from"));
    assert!(error(Kind::Orders, "customer=0,date=1:%Q,total=2").contains("no date format"));
    assert!(error(Kind::Orders, "customer=0,customer=1").contains("twice"));
    assert!(error(Kind::Orders, "nothing").contains("built-in map (cdnow)"));
    assert!(error(Kind::Customers, "email=0,consent.marketing_email=1").contains("[consent.PURPOSE]"));
    let map = Map::load(Kind::Orders, Some("customer=Buyer,date=When,total=Sum")).unwrap();
    let source = Source::new(io::Cursor::new("Customer,When,Sum\n"), "", None).unwrap();
    let error = Import::new(source, map, options()).err().unwrap().to_string();
    assert!(error.contains("\"Buyer\"") && error.contains("1 \"When\""), "{error}");
    let quoted = Map::load(Kind::Orders, Some("customer='a, b',date=\"When: now\":\"%b %d, %Y\",total=Buyer's sum"));
    assert!(quoted.is_ok());
}

#[test]
fn endless_rows_are_reported_in_constant_memory() {
    let mut text = b"1 20250101 1 10.00\n".to_vec();
    text.extend(std::iter::repeat_n(b'x', 3 * ROW_BYTES_MAX));
    text.extend_from_slice(b"\n1 20250101 1 10.00\n");
    let (rows, bad) = read(Kind::Orders, "cdnow", &text);
    assert_eq!((rows.len(), rows[1].line), (2, 3));
    assert_eq!((bad[0].line, bad[0].reason), (2, Reason::RowTooLong));

    let mut csv = b"o,c,d,t\n1,\"a,2025-01-01,5\n".to_vec();
    (0..200_000).for_each(|n| csv.extend_from_slice(format!("{n},a,2025-01-01,5\n").as_bytes()));
    let (rows, bad) = read(Kind::Orders, "order_id=o,customer=c,date=d,total=t", &csv);
    assert_eq!((rows.len(), bad.len(), bad[0].line), (200_000, 1, 2));
}

/// The whole of CDNOW, as PyPI `lifetimes` 0.11.3 publishes it; `xtask` says where it lies.
#[test]
fn cdnow_is_read_to_the_cent() {
    let Ok(path) = std::env::var("AMANA_CDNOW") else { return };
    let map = Map::load(Kind::Orders, Some("cdnow")).unwrap();
    let (rows, bad) = split(Import::new(Source::open(path.as_ref()).unwrap(), map, options()).unwrap());
    assert_eq!(bad, []);
    let customers: std::collections::HashSet<&str> = rows.iter().filter_map(|r| at(r, "/userId").as_str()).collect();
    let keys: std::collections::HashSet<RowKey> = rows.iter().map(|r| r.key).collect();
    let cents: i64 = rows.iter().map(|r| (at(r, "/properties/total").as_f64().unwrap() * 100.0).round() as i64).sum();
    let units: i64 = rows.iter().map(|r| at(r, "/properties/quantity").as_i64().unwrap()).sum();
    assert_eq!((rows.len(), keys.len(), customers.len()), (69_659, 69_659, 23_570));
    assert_eq!((cents, units), (250_031_563, 167_881));
}

fn our_csv(bytes: &[u8]) -> Option<Vec<Vec<Vec<u8>>>> {
    let (mut at, mut rows, mut record) = (0, Vec::new(), Record::default());
    loop {
        record.clear();
        match csv::scan(&bytes[at..], b',', true, &mut record) {
            Scan::Row(0) => return Some(rows),
            Scan::Row(length) => at += length,
            Scan::More | Scan::Unclosed => return None,
        }
        if record.len() > 0 {
            rows.push(record.cells().map(<[u8]>::to_vec).collect());
        }
    }
}

proptest! {
    #[test]
    fn csv_is_read_as_the_csv_crate_reads_it(text in "[a,\"\n\r; ]{0,60}") {
        if let Some(ours) = our_csv(text.as_bytes()) {
            let mut reader = ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let theirs: Vec<Vec<Vec<u8>>> = reader.byte_records().map(|r| r.unwrap().iter().map(<[u8]>::to_vec).collect()).collect();
            prop_assert_eq!(ours, theirs);
        }
    }

    #[test]
    fn a_row_cut_anywhere_is_scanned_alike(text in "[a,\"\n\r]{0,40}", cut in 0usize..40) {
        let cut = cut.min(text.len());
        let (mut part, mut whole) = (Record::default(), Record::default());
        let early = csv::scan(&text.as_bytes()[..cut], b',', false, &mut part);
        if early != Scan::More {
            prop_assert_eq!(early, csv::scan(text.as_bytes(), b',', true, &mut whole));
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        read_untrusted(&bytes);
    }

    #[test]
    fn no_text_like_a_file_makes_it_panic(text in "[a-c0-9,;:\"'=%{}\\[\\].\n\r\t@ /\u{0660}-\u{0665}]{0,200}") {
        read_untrusted(text.as_bytes());
    }
}

#[test]
fn a_map_file_says_all_that_a_map_can() {
    let map = r#"
        timezone = "Asia/Riyadh"
        decimal = "comma"
        [fields]
        customer = 0
        email = "E-mail"
        created = { column = "Created", format = "%d.%m.%Y" }
        phone = "Phone"
        birthday = "Born"
        locale = "Language"
        city = "City"
        "traits.source" = { value = "old store" }
        [consent.marketing_sms]
        given = "SMS"
        date = { column = "Created", format = "%d.%m.%Y" }
        proof = { value = "till form" }
    "#;
    let csv = "Id;e-mail;Created;Phone;Born;Language;City;SMS\n7;a@example.com;03.02.2025;٠٥٠١٢٣٤٥٦٧;1990-05-06;ar_SA;جدة;نعم\n8;b@example.com;03.02.2025;12;x;zz;;maybe\n";
    let (rows, bad) = read(Kind::Customers, map, csv.as_bytes());
    assert_eq!(bad, []);
    let expected = serde_json::json!({
        "email": "a@example.com", "createdAt": "2025-02-02T21:00:00.000Z", "phone": "+966501234567", "birthday": "1990-05-06",
        "locale": "ar-SA", "address": { "city": "جدة" }, "source": "old store",
    });
    assert_eq!(at(&rows[0], "/traits"), &expected);
    assert_eq!((rows[0].consents[0].purpose, rows[0].consents[0].proof.as_deref()), ("marketing_sms", Some("till form")));
    let reasons: Vec<Reason> = rows[1].left_out.iter().map(|l| l.reason).collect();
    assert_eq!(reasons, [Reason::Date, Reason::Language, Reason::Phone, Reason::ConsentAnswer]);
    assert!(rows[1].consents.is_empty());
}

#[test]
fn the_first_row_is_a_header_or_a_row() {
    let map = "customer=0,date=1:%Y%m%d,total=2";
    for (text, expected) in [("id,day,sum\n1,20250101,5\n", 1), ("1,20250101,5\n", 1), ("", 0), ("\n\n", 0)] {
        assert_eq!(read(Kind::Orders, map, text.as_bytes()).0.len(), expected, "{text}");
    }
    assert_eq!(read(Kind::Orders, "customer=a,date=b,total=c", b"").0.len(), 0);
}
