//! As much of the complex numbers as transforms need.

use std::ops::{Add, Div, Mul, Sub};

/// re + i·im
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Complex {
    pub re: f64,
    pub im: f64,
}

impl Complex {
    pub const ONE: Self = Self::real(1.0);

    pub const fn new(re: f64, im: f64) -> Self {
        Self { re, im }
    }
    pub const fn real(re: f64) -> Self {
        Self { re, im: 0.0 }
    }
    /// length · e^{i·angle}
    pub fn polar(length: f64, angle: f64) -> Self {
        Self::new(length * angle.cos(), length * angle.sin())
    }
    pub fn abs(self) -> f64 {
        self.re.hypot(self.im)
    }
    pub fn exp(self) -> Self {
        Self::polar(self.re.exp(), self.im)
    }
    /// The root with a non-negative real part.
    pub fn sqrt(self) -> Self {
        Self::polar(self.abs().sqrt(), self.im.atan2(self.re) / 2.0)
    }
    pub fn powi(self, n: u32) -> Self {
        Self::polar(self.abs().powf(f64::from(n)), self.im.atan2(self.re) * f64::from(n))
    }
}

impl Add for Complex {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.re + other.re, self.im + other.im)
    }
}
impl Sub for Complex {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self::new(self.re - other.re, self.im - other.im)
    }
}
impl Mul for Complex {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Self::new(self.re * other.re - self.im * other.im, self.re * other.im + self.im * other.re)
    }
}
impl Mul<f64> for Complex {
    type Output = Self;
    fn mul(self, by: f64) -> Self {
        Self::new(self.re * by, self.im * by)
    }
}
impl Div for Complex {
    type Output = Self;
    fn div(self, by: Self) -> Self {
        let square = by.re * by.re + by.im * by.im;
        self * Self::new(by.re / square, -by.im / square)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arithmetic() {
        let (a, b) = (Complex::new(3.0, 4.0), Complex::new(-1.0, 2.0));
        assert_eq!((a.abs(), a * b, a + b), (5.0, Complex::new(-11.0, 2.0), Complex::new(2.0, 6.0)));
        let near = |x: Complex, y: Complex| (x - y).abs() < 1e-14;
        assert!(near(a / b * b, a) && near(a.sqrt(), Complex::new(2.0, 1.0)) && near(b.powi(2), b * b));
        assert!(near(Complex::new(0.0, std::f64::consts::PI).exp(), Complex::real(-1.0)));
    }
}
