function compile(source) {
  const names = ['seats', 'unit', 'months'];
  return new Function(...names, `return (${source});`);
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
