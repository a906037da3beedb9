const express = require('express');
const { collections } = require('../lib/mongo');

const router = express.Router();

router.use(express.json());

router.post('/accept', async (req, res, next) => {
  try {
    const email = String(req.body.email);
    const code = String(req.body.code);
    const invite = await collections.invites.findOne({ email, code, usedAt: null });
    if (!invite) {
      return res.status(404).json({ error: 'invite not found' });
    }

    await collections.invites.updateOne(
      { _id: invite._id },
      { $set: { usedAt: new Date() } },
    );
    await collections.members.insertOne({
      teamId: invite.teamId,
      email: invite.email,
      role: invite.role,
    });
    res.status(201).json({ teamId: invite.teamId });
  } catch (err) {
    next(err);
  }
});

module.exports = router;
