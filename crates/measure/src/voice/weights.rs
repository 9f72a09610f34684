//! A layer's weights, laid out for the processor, and their product with many rows at once.

/// Rows and columns of the product that are added up together: as many as there are registers.
const ROWS: usize = 4;
const COLUMNS: usize = 8;

/// A matrix of weights and what is added to each column.
#[derive(Debug)]
pub(super) struct Weights {
    inputs: usize,
    outputs: usize,
    /// Columns by the eight, each with all its rows.
    panels: Vec<Vec<[f32; COLUMNS]>>,
    bias: Vec<f32>,
}

impl Weights {
    /// Lays out the taps `from..to` of a convolution that was stored by output, input and tap. A
    /// row of inputs is one column of all channels after the other.
    pub(super) fn of_convolution(
        weight: &[f32],
        bias: Vec<f32>,
        channels: usize,
        outputs: usize,
        [from, to]: [usize; 2],
    ) -> Option<Self> {
        // All but the Fourier transform have three taps, whichever of them count.
        let taps = to.max(3);
        if weight.len() != outputs * channels * taps || bias.len() != outputs {
            return None;
        }
        let at = |output: usize, row: usize| {
            let (tap, channel) = (from + row / channels, row % channels);
            weight.get((output * channels + channel) * taps + tap).copied().unwrap_or_default()
        };
        Some(Self::new((to - from) * channels, bias, at))
    }

    /// Lays out weights that `at` returns by output and input.
    pub(super) fn new(inputs: usize, bias: Vec<f32>, at: impl Fn(usize, usize) -> f32) -> Self {
        let outputs = bias.len();
        let panel = |first: usize| {
            let row = |input: usize| {
                std::array::from_fn(|column| {
                    let output = first + column;
                    if output < outputs { at(output, input) } else { 0.0 }
                })
            };
            (0..inputs).map(row).collect()
        };
        Self { inputs, outputs, panels: (0..outputs).step_by(COLUMNS).map(panel).collect(), bias }
    }

    /// Multiplies rows of inputs and returns rows of outputs.
    pub(super) fn apply(&self, rows: &[f32]) -> Vec<f32> {
        let mut product = vec![0.0; rows.len() / self.inputs * self.outputs];
        let blocks = rows.chunks(self.inputs * ROWS);
        for (block, out) in blocks.zip(product.chunks_mut(self.outputs * ROWS)) {
            let block = side_by_side(block, self.inputs);
            for (number, panel) in self.panels.iter().enumerate() {
                let sums = tile(&block, panel);
                for (out, sums) in out.chunks_exact_mut(self.outputs).zip(sums) {
                    let first = number * COLUMNS;
                    let places = out.iter_mut().zip(&self.bias).skip(first);
                    places.zip(sums).for_each(|((place, bias), sum)| *place = sum + bias);
                }
            }
        }
        product
    }
}

/// Turns up to four rows into a column of fours.
fn side_by_side(block: &[f32], inputs: usize) -> Vec<[f32; ROWS]> {
    let mut turned = vec![[0.0; ROWS]; inputs];
    for (number, row) in block.chunks_exact(inputs).enumerate() {
        for (place, value) in turned.iter_mut().filter_map(|four| four.get_mut(number)).zip(row) {
            *place = *value;
        }
    }
    turned
}

fn tile(values: &[[f32; ROWS]], weights: &[[f32; COLUMNS]]) -> [[f32; COLUMNS]; ROWS] {
    let mut sums = [[0.0; COLUMNS]; ROWS];
    for (values, weights) in values.iter().zip(weights) {
        for (sums, value) in sums.iter_mut().zip(values) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += value * weight;
            }
        }
    }
    sums
}
