// Who agrees and who disagrees with whom: actors alone, tied by what they share.

function drawCongruence() {}
