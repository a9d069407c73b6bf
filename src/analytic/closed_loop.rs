//! The chat agent as a closed loop: one pair of hands, c customers who think (machine repair; Gross & Harris ch. 2.7).

/// Share of time the hands are busy with `open` chats: 1 − 1/Σ_{k=0..c} c!/(c−k)!·z^{−k}, z = think / answer.
pub fn busy_share(open: usize, think: f64, answer: f64) -> f64 {
    if think <= 0.0 {
        return 1.0;
    }
    let r = answer / think;
    let mut term = 1.0;
    let mut sum = 1.0;
    for k in (1..=open).rev() {
        term *= k as f64 * r;
        sum += term;
    }
    1.0 - 1.0 / sum
}
