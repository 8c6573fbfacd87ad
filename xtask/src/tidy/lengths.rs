//! What is long is named; what is far too long stops.

use super::{Fault, House};

const FILE_LINES: usize = 400;
const FILE_LINES_LIMIT: usize = 600;
const FUNCTION_LINES: usize = 70;
const FUNCTION_LINES_LIMIT: usize = 110;

/// Files and functions worth splitting, each as a line for people.
pub fn long(house: &House) -> Vec<String> {
    found(house, FILE_LINES, FUNCTION_LINES).into_iter().map(|fault| fault.to_string()).collect()
}

pub fn nothing_is_endless(house: &House) -> Vec<Fault> {
    found(house, FILE_LINES_LIMIT, FUNCTION_LINES_LIMIT)
}

fn found(house: &House, file_limit: usize, function_limit: usize) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (file, source) in house.rust() {
        let lines = file.text.lines().count();
        if lines > file_limit {
            faults.push(file.fault(1, format!("the file has {lines} lines (about {FILE_LINES} are a file)")));
        }
        for (name, start, length) in functions(&source.code) {
            if length > function_limit {
                faults.push(file.fault(start, format!("`{name}` has {length} lines (about {FUNCTION_LINES} are a function)")));
            }
        }
    }
    faults
}

/// Name, first line and number of lines of every function with a body. Inner ones count for themselves and for the outer.
fn functions(code: &str) -> Vec<(String, usize, usize)> {
    let lines: Vec<&str> = code.lines().collect();
    let starts = lines.iter().enumerate().filter_map(|(at, line)| Some((at, function_name(line)?)));
    starts.filter_map(|(at, name)| Some((name, at + 1, body_length(&lines[at..])?))).collect()
}

fn function_name(line: &str) -> Option<String> {
    let (before, after) = line.split_once("fn ")?;
    let is_word = before.is_empty() || before.ends_with([' ', '(']);
    let end = after.find(|char: char| !char.is_alphanumeric() && char != '_')?;
    (is_word && end > 0).then(|| after[..end].to_owned())
}

/// Lines to the brace that closes the first one; `None` if a semicolon comes first.
fn body_length(lines: &[&str]) -> Option<usize> {
    let (mut depth, mut brackets) = (0_usize, 0_i32);
    for (at, line) in lines.iter().enumerate() {
        for char in line.chars() {
            match char {
                '{' => depth += 1,
                '}' if depth <= 1 => return (depth == 1).then_some(at + 1),
                '}' => depth -= 1,
                '(' | '[' => brackets += 1,
                ')' | ']' => brackets -= 1,
                ';' if depth == 0 && brackets == 0 => return None,
                _ => {}
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_measured() {
        let code = "trait T {\n    fn none(&self) -> [u8; 2];\n}\npub fn one() {}\nfn two(\n    a: u8,\n) {\n    if a { b }\n}\n";
        assert_eq!(functions(code), [("one".to_owned(), 4, 1), ("two".to_owned(), 5, 5)]);
    }

    #[test]
    fn length_is_named_and_then_stopped() {
        let long_function = format!("fn long() {{\n{}}}\n", "    a();\n".repeat(80));
        let house = House::of(&[("crates/base/src/a.rs", &long_function), ("crates/base/src/b.rs", &"\n".repeat(700))]);
        assert_eq!(long(&house).len(), 2);
        assert_eq!(nothing_is_endless(&house).len(), 1);
    }
}
