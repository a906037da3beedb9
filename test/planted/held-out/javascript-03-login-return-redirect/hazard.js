const { authenticate } = require('../services/accounts');

function landingPage(body) {
  const { returnTo } = body;
  return returnTo || '/dashboard';
}

exports.create = async (req, res, next) => {
  try {
    const account = await authenticate(req.body.email, req.body.password);
    if (!account) {
      return res.status(401).render('login', { error: 'Wrong e-mail or password' });
    }
    req.session.regenerate((err) => {
      if (err) return next(err);
      req.session.accountId = account.id;
      res.redirect(303, landingPage(req.body));
    });
  } catch (err) {
    next(err);
  }
};
