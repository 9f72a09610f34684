//! The part of the network that remembers: a long short-term memory cell, and the number it comes
//! to after each frame.

use super::weights::Weights;

/// Numbers that it remembers.
const SIZE: usize = 128;

/// Numbers of the four gates: in, forget, new, out.
const GATES: usize = 4 * SIZE;

/// The cell's weights.
#[derive(Debug)]
pub(super) struct Memory {
    heard: Weights,
    /// For each remembered number, what it adds to the gates.
    recalled: Vec<Vec<f32>>,
    last: Vec<f32>,
    last_bias: f32,
}

/// What is remembered from one frame to the next.
pub(super) struct State {
    hidden: Vec<f32>,
    cell: Vec<f32>,
}

impl Memory {
    /// Takes the weights under the names of the published file.
    pub(super) fn new(named: impl Fn(&str) -> Option<Vec<f32>>) -> Option<Self> {
        let sized = |name: &str, length: usize| named(name).filter(|all| all.len() == length);
        let heard = sized("lstm_cell.weight_ih", GATES * SIZE)?;
        let recalled = sized("lstm_cell.weight_hh", GATES * SIZE)?;
        let (own, other) = (sized("lstm_cell.bias_ih", GATES)?, sized("lstm_cell.bias_hh", GATES)?);
        let bias = own.iter().zip(other).map(|(one, other)| one + other).collect();
        let at = |output: usize, input: usize| heard.get(output * SIZE + input).copied();
        let of_number = |number: usize| recalled.iter().skip(number).step_by(SIZE).copied();
        Some(Self {
            heard: Weights::new(SIZE, bias, |output, input| at(output, input).unwrap_or_default()),
            recalled: (0..SIZE).map(|number| of_number(number).collect()).collect(),
            last: sized("final_conv.weight", SIZE)?,
            last_bias: *sized("final_conv.bias", 1)?.first()?,
        })
    }

    /// Returns a state in which nothing was heard.
    pub(super) fn blank(&self) -> State {
        State { hidden: vec![0.0; self.last.len()], cell: vec![0.0; self.last.len()] }
    }

    /// Goes on from `state` over the features of each frame.
    pub(super) fn likelihoods(&self, features: &[f32], state: &mut State) -> Vec<f32> {
        let mut gates = self.heard.apply(features);
        gates.chunks_exact_mut(GATES).map(|gates| self.step(gates, state)).collect()
    }

    fn step(&self, gates: &mut [f32], State { hidden, cell }: &mut State) -> f32 {
        for (remembered, weights) in hidden.iter().zip(&self.recalled) {
            for (gate, weight) in gates.iter_mut().zip(weights) {
                *gate += remembered * weight;
            }
        }
        let (into, rest) = gates.split_at(SIZE);
        let (forget, rest) = rest.split_at(SIZE);
        let (new, out) = rest.split_at(SIZE);
        for (((cell, into), forget), new) in cell.iter_mut().zip(into).zip(forget).zip(new) {
            *cell = sigmoid(*forget) * *cell + sigmoid(*into) * libm::tanhf(*new);
        }
        for ((hidden, cell), out) in hidden.iter_mut().zip(cell.iter()).zip(out) {
            *hidden = sigmoid(*out) * libm::tanhf(*cell);
        }
        let sum: f32 =
            hidden.iter().zip(&self.last).map(|(hidden, weight)| hidden.max(0.0) * weight).sum();
        sigmoid(sum + self.last_bias)
    }
}

fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + libm::expf(-x))
}
