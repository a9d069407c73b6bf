//! What a page may do: show its own styles and pictures and run one script, known by its hash. Nothing is fetched or sent.

use sha2::{Digest, Sha256};

/// The `Content-Security-Policy` of a page with this script.
pub(super) fn content(script: &str) -> String {
    let hash = base64(&Sha256::digest(script.as_bytes()));
    format!(
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{hash}'; img-src data:; base-uri 'none'; \
         form-action 'none'"
    )
}

/// RFC 4648, with padding.
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let four = |three: &[u8]| {
        let bits = (0..3).fold(0_usize, |bits, n| (bits << 8) | usize::from(three.get(n).copied().unwrap_or(0)));
        let sign = move |n: usize| if n > three.len() { '=' } else { char::from(SIGNS[(bits >> (18 - 6 * n)) & 63]) };
        (0..4).map(sign).collect::<String>()
    };
    bytes.chunks(3).map(four).collect()
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn as_the_rfc_has_it() {
        for (bytes, text) in
            [("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
