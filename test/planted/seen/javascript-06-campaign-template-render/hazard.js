import { Router } from 'express';
import _ from 'lodash';
import { findCampaign } from './repository.js';

const router = Router();
const DEFAULT_BODY = 'Hello <%- firstName %>, thank you for choosing <%- product %>.';

router.post('/campaigns/:id/preview', async (req, res, next) => {
  try {
    const campaign = await findCampaign(req.params.id, req.user.teamId);
    if (!campaign) {
      return res.sendStatus(404);
    }
    const sample = { firstName: 'Alex', product: campaign.product };
    const { body: source = DEFAULT_BODY } = req.body;
    const render = _.template(source);
    res.type('text/plain').send(render(sample));
  } catch (err) {
    next(err);
  }
});

export default router;
