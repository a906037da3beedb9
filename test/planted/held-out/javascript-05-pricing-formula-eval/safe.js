const FORMULAS = {
  flat: (seats, unit, months) => unit * months,
  perSeat: (seats, unit, months) => seats * unit * months,
  tiered: (seats, unit, months) => Math.ceil(seats / 10) * unit * months,
};

function compile(name) {
  return Object.hasOwn(FORMULAS, name) ? FORMULAS[name] : FORMULAS.flat;
}

async function quote(req, res) {
  const { seats, unit, months, formula } = req.body;
  const calculate = compile(formula);
  const total = calculate(Number(seats) || 1, Number(unit) || 0, Number(months) || 1);

  if (!Number.isFinite(total)) {
    return res.status(422).json({ error: 'formula does not give a number' });
  }
  res.json({ total: Math.round(total * 100) / 100, currency: 'EUR' });
}

module.exports = { quote };
