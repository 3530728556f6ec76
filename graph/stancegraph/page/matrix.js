// The matrix: actors by issues, a cell for each position.

function drawMatrix() {}
