//! Small dense symmetric matrices: what least squares needs of linear algebra.
//!
//! Cholesky's factor and Jacobi's rotations (Golub & Van Loan 2013, Matrix Computations, 4.2 and 8.5); a few dozen rows, so
//! nothing is blocked.

/// The solution of `matrix · x = right`, for a matrix that is symmetric and positive definite.
pub fn solve(matrix: &[Vec<f64>], right: &[f64]) -> Vec<f64> {
    let n = right.len();
    let mut factor = vec![vec![0.0; n]; n];
    for row in 0..n {
        for column in 0..=row {
            let known: f64 = (0..column).map(|k| factor[row][k] * factor[column][k]).sum();
            let rest = matrix[row][column] - known;
            factor[row][column] = if row == column {
                assert!(rest > 0.0, "row {row} of a matrix to solve with leaves {rest}: it is not positive definite");
                rest.sqrt()
            } else {
                rest / factor[column][column]
            };
        }
    }
    let mut x = right.to_vec();
    for row in 0..n {
        let known: f64 = (0..row).map(|k| factor[row][k] * x[k]).sum();
        x[row] = (x[row] - known) / factor[row][row];
    }
    for row in (0..n).rev() {
        let known: f64 = (row + 1..n).map(|k| factor[k][row] * x[k]).sum();
        x[row] = (x[row] - known) / factor[row][row];
    }
    x
}

/// Own directions of a symmetric matrix, the least own value first.
#[derive(Clone, Debug, PartialEq)]
pub struct Eigen {
    /// Own values, rising.
    pub values: Vec<f64>,
    /// By own value its direction, of length 1; the largest component is positive.
    pub vectors: Vec<Vec<f64>>,
}

/// Sweeps of rotations: convergence is quadratic, so ten are many.
const SWEEPS: usize = 50;

/// The own values and directions of a symmetric matrix, by cyclic Jacobi rotations.
pub fn eigen(matrix: &[Vec<f64>]) -> Eigen {
    let n = matrix.len();
    let mut a = matrix.to_vec();
    let mut turned: Vec<Vec<f64>> = (0..n).map(|row| (0..n).map(|k| f64::from(u8::from(row == k))).collect()).collect();
    let size: f64 = a.iter().flatten().map(|x| x * x).sum();
    for _ in 0..SWEEPS {
        let beside: f64 = (0..n).flat_map(|p| (p + 1..n).map(move |q| (p, q))).map(|(p, q)| a[p][q] * a[p][q]).sum();
        if beside <= 1e-28 * size {
            break;
        }
        for p in 0..n {
            for q in p + 1..n {
                rotate(&mut a, &mut turned, p, q);
            }
        }
    }
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|x, y| a[*x][*x].total_cmp(&a[*y][*y]));
    let direction = |k: usize| -> Vec<f64> {
        let column: Vec<f64> = turned.iter().map(|row| row[k]).collect();
        let largest = column.iter().copied().max_by(|x, y| x.abs().total_cmp(&y.abs())).unwrap_or(1.0);
        column.iter().map(|x| if largest < 0.0 { -x } else { *x }).collect()
    };
    Eigen { values: order.iter().map(|k| a[*k][*k]).collect(), vectors: order.iter().map(|k| direction(*k)).collect() }
}

/// One rotation, which takes away the entry at `p`, `q`.
fn rotate(a: &mut [Vec<f64>], turned: &mut [Vec<f64>], p: usize, q: usize) {
    if a[p][q] == 0.0 {
        return;
    }
    let theta = (a[q][q] - a[p][p]) / (2.0 * a[p][q]);
    let t = theta.signum() / (theta.abs() + theta.hypot(1.0));
    let t = if theta == 0.0 { 1.0 } else { t };
    let c = 1.0 / t.hypot(1.0);
    let s = t * c;
    for row in a.iter_mut().chain(turned) {
        let (x, y) = (row[p], row[q]);
        (row[p], row[q]) = (c * x - s * y, s * x + c * y);
    }
    let (upper, lower) = a.split_at_mut(q);
    for (x, y) in upper[p].iter_mut().zip(&mut lower[0]) {
        (*x, *y) = (c * *x - s * *y, s * *x + c * *y);
    }
}

#[cfg(test)]
mod tests {
    use super::super::splitmix::SplitMix;
    use super::*;

    fn random(n: usize, random: &mut SplitMix) -> Vec<Vec<f64>> {
        let rows: Vec<Vec<f64>> = (0..n + 2).map(|_| (0..n).map(|_| random.normal()).collect()).collect();
        let entry = |p: usize, q: usize| rows.iter().map(|row| row[p] * row[q]).sum::<f64>();
        (0..n).map(|p| (0..n).map(|q| entry(p, q)).collect()).collect()
    }

    fn times(matrix: &[Vec<f64>], x: &[f64]) -> Vec<f64> {
        matrix.iter().map(|row| row.iter().zip(x).map(|(a, b)| a * b).sum()).collect()
    }

    #[test]
    fn what_is_solved_solves() {
        let mut numbers = SplitMix(5);
        for n in 1..20 {
            let (matrix, right) = (random(n, &mut numbers), (0..n).map(|_| numbers.normal()).collect::<Vec<_>>());
            let back = times(&matrix, &solve(&matrix, &right));
            assert!(back.iter().zip(&right).all(|(a, b)| (a - b).abs() < 1e-6), "{n}: {back:?} {right:?}");
        }
    }

    #[test]
    fn own_directions_are_their_own() {
        let mut numbers = SplitMix(6);
        for n in 1..20 {
            let matrix = random(n, &mut numbers);
            let Eigen { values, vectors } = eigen(&matrix);
            assert!(values.is_sorted());
            for (value, vector) in values.iter().zip(&vectors) {
                let turned = times(&matrix, vector);
                assert!(turned.iter().zip(vector).all(|(a, b)| (a - value * b).abs() < 1e-9 * (1.0 + value)), "{n}");
                assert!((vector.iter().map(|x| x * x).sum::<f64>() - 1.0).abs() < 1e-12);
            }
            let trace: f64 = (0..n).map(|k| matrix[k][k]).sum();
            assert!((values.iter().sum::<f64>() - trace).abs() < 1e-9 * trace);
        }
    }

    #[test]
    fn a_direction_by_hand() {
        let Eigen { values, vectors } = eigen(&[vec![2.0, 1.0], vec![1.0, 2.0]]);
        let half = 0.5_f64.sqrt();
        assert!((values[0] - 1.0).abs() < 1e-14 && (values[1] - 3.0).abs() < 1e-14);
        assert!((vectors[1][0] - half).abs() < 1e-14 && (vectors[1][1] - half).abs() < 1e-14);
        assert!((vectors[0][0] + vectors[0][1]).abs() < 1e-14);
    }
}
