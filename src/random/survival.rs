//! A law by the share that lasts longer than a time: a curve in pieces, straight (what ends in it is evenly spread) or
//! falling at a constant hazard (Kaplan & Meier 1958 estimate such a curve; its pieces are exponential laws cut off).

/// One piece of the curve. The first begins at 0 with all, each at the end of the one before.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Piece {
    /// Where it ends, in ticks; infinity: never, for the last piece and a hazard above 0.
    pub until: f64,
    /// The share that lasts longer than `until`.
    pub left: f64,
    /// Of those who are left, how many a tick end in it; 0: what ends in it ends evenly spread.
    pub hazard: f64,
}

impl Piece {
    /// The same piece of times that are so many times as long.
    pub(super) fn scaled(self, factor: f64) -> Self {
        Self { until: self.until * factor, hazard: self.hazard / factor, ..self }
    }
}

/// A piece with where it begins, in ticks, and the share that is left there.
type Begun = (f64, f64, Piece);

fn begun(pieces: &[Piece]) -> impl Iterator<Item = Begun> {
    let mut before = (0.0, 1.0);
    pieces.iter().map(move |piece| {
        let (from, share) = std::mem::replace(&mut before, (piece.until, piece.left));
        (from, share, *piece)
    })
}

/// The time, in ticks, that this share (above 0, at most 1) lasts longer than: the inverse of the curve.
pub(super) fn at(pieces: &[Piece], share: f64) -> f64 {
    let found = begun(pieces).find(|(_, _, piece)| piece.left < share);
    let (from, before, piece) = found.expect("the last piece leaves nothing");
    if piece.hazard > 0.0 {
        from + (before / share).ln() / piece.hazard
    } else {
        from + (piece.until - from) * ((before - share) / (before - piece.left))
    }
}

/// The area below the curve beyond x ticks: E max(X − x, 0), in ticks.
pub(super) fn excess(pieces: &[Piece], x: f64) -> f64 {
    let beyond = |(from, before, piece): Begun| {
        let start = from.max(x);
        // Over before x, or all at one time.
        if piece.until <= start {
            return 0.0;
        }
        if piece.hazard > 0.0 {
            let share = before * (-piece.hazard * (start - from)).exp();
            return share * -(-piece.hazard * (piece.until - start)).exp_m1() / piece.hazard;
        }
        let share = before - (before - piece.left) * (start - from) / (piece.until - from);
        (piece.until - start) * f64::midpoint(share, piece.left)
    };
    begun(pieces).map(beyond).sum()
}

/// Mean of the square, in ticks squared: twice the integral of x over the curve.
pub(super) fn mean_square(pieces: &[Piece]) -> f64 {
    let of_piece = |(from, before, piece): Begun| {
        let (until, left, hazard) = (piece.until, piece.left, piece.hazard);
        if hazard > 0.0 {
            // By parts; at the end nothing is left of what goes on for ever.
            let end = if left > 0.0 { until * left } else { 0.0 };
            return (from * before - end) / hazard + (before - left) / (hazard * hazard);
        }
        let middle = f64::midpoint(from, until) * f64::midpoint(before, left);
        // Simpson's rule is exact for a square.
        (until - from) / 6.0 * (from * before + 4.0 * middle + until * left)
    };
    2.0 * begun(pieces).map(of_piece).sum::<f64>()
}

#[cfg(test)]
pub(super) fn pieces(all: &[(f64, f64, f64)]) -> Vec<Piece> {
    all.iter().map(|(until, left, hazard)| Piece { until: *until, left: *left, hazard: *hazard }).collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::random::{Key, Law, Purpose};
    use crate::time::SimTime;

    const S: f64 = 1e6;

    /// None within 5 s, a tenth by 20 s, half by 60 s, all by 200 s; three tenths of them exactly at 60 s.
    pub(in crate::random) fn quantiles() -> Law {
        Law::Survival(pieces(&[
            (5.0 * S, 1.0, 0.0),
            (20.0 * S, 0.9, 0.0),
            (60.0 * S, 0.8, 0.0),
            (60.0 * S, 0.5, 0.0),
            (200.0 * S, 0.0, 0.0),
        ]))
    }

    /// One in 190 a second up to 5 s, nobody up to 30 s, then one in 60.
    pub(in crate::random) fn hazard() -> Law {
        let left = (-5.0_f64 / 190.0).exp();
        Law::Survival(pieces(&[
            (5.0 * S, left, 1.0 / (190.0 * S)),
            (30.0 * S, left, 0.0),
            (f64::INFINITY, 0.0, 1.0 / (60.0 * S)),
        ]))
    }

    /// The share that lasts longer than so many ticks, by the definition.
    pub(in crate::random) fn left(all: &[Piece], x: f64) -> f64 {
        let Some((from, before, piece)) = begun(all).find(|(_, _, piece)| x < piece.until) else { return 0.0 };
        if piece.hazard > 0.0 {
            return before * (-piece.hazard * (x - from)).exp();
        }
        before + (piece.left - before) * (x - from) / (piece.until - from)
    }

    /// Worked out by hand: sums of shares times middles, and of exponential laws cut off.
    #[test]
    fn means_are_those_of_the_pieces() {
        let by_hand = 0.1 * 12.5 + 0.1 * 40.0 + 0.3 * 60.0 + 0.5 * 130.0;
        assert!((quantiles().mean_seconds() / by_hand - 1.0).abs() < 1e-9);
        let stays = (-5.0_f64 / 190.0).exp();
        let by_hand = 190.0 * (1.0 - stays) + stays * 25.0 + stays * 60.0;
        assert!((hazard().mean_seconds() / by_hand - 1.0).abs() < 1e-9);
        // One hazard for ever is an exponential law.
        let one = Law::Survival(pieces(&[
            (7.0 * S, (-7.0_f64 / 60.0).exp(), 1.0 / (60.0 * S)),
            (f64::INFINITY, 0.0, 1.0 / (60.0 * S)),
        ]));
        assert!((one.mean_seconds() / 60.0 - 1.0).abs() < 1e-9 && (one.cv() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_share_of_draws_that_last_longer_is_the_curve() {
        let n = 100_000_u64;
        let draw = Purpose::new("draw");
        for law in [quantiles(), hazard()] {
            let Law::Survival(all) = &law else { unreachable!("it is a curve") };
            let draws: Vec<f64> = (0..n)
                .map(|i| law.draw(&mut Key::seed(3).number(i).stream(draw), SimTime::ZERO).ticks() as f64)
                .collect();
            for seconds in [2.0, 10.0, 20.0, 45.0, 59.9, 60.1, 100.0, 150.0] {
                let x = seconds * S;
                let (share, wanted) = (draws.iter().filter(|draw| **draw > x).count() as f64 / n as f64, left(all, x));
                let error = (wanted * (1.0 - wanted) / n as f64).sqrt();
                assert!((share - wanted).abs() <= 4.0 * error, "{law:?} at {seconds} s: {share} not {wanted}");
                if wanted > 0.0 {
                    assert!((left(all, at(all, wanted)) - wanted).abs() < 1e-9, "{law:?} at {seconds} s");
                }
            }
        }
    }
}
