function basePrice(plan, seats) {
  return plan.unitPrice * seats;
}

async function quote(req, res) {
  const { plan, seats } = req.body;
  res.json({ total: basePrice(plan, Number(seats) || 1), currency: 'EUR' });
}

module.exports = { quote };
