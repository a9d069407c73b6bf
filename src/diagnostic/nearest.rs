//! The known name that somebody may have meant.

use strsim::osa_distance;

/// Letters of the longest name that near misses are looked for.
const LONGEST_NAME: usize = 64;
/// Names among which the nearest is looked for.
const MOST_NAMES: usize = 2000;

/// The name that takes the fewest insertions, deletions, changes and swaps of neighbours, at most one for three letters; none for what is too long to be a name.
pub fn nearest<S: AsRef<str>>(name: &str, known: impl IntoIterator<Item = S>) -> Option<String> {
    // In lower case, with how many letters it has.
    let letters = |word: &str| -> Option<(String, usize)> {
        let letters: String = word.chars().take(LONGEST_NAME + 1).flat_map(char::to_lowercase).collect();
        let count = letters.chars().count();
        (count <= LONGEST_NAME).then_some((letters, count))
    };
    let (name, count) = letters(name)?;
    let limit = (count + 1) / 3;
    let near = |known: S| {
        let (other, _) = letters(known.as_ref()).filter(|(_, letters)| letters.abs_diff(count) <= limit)?;
        Some((osa_distance(&name, &other), known.as_ref().to_string()))
    };
    known.into_iter().take(MOST_NAMES).filter_map(near).filter(|(d, _)| *d <= limit).min().map(|(_, known)| known)
}
