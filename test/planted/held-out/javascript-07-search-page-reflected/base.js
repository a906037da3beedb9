const express = require('express');
const escapeHtml = require('escape-html');
const { searchArticles } = require('./index-client');

const app = express.Router();

function listItem(hit) {
  return `<li><a href="/articles/${encodeURIComponent(hit.id)}">${escapeHtml(hit.title)}</a></li>`;
}

app.get('/search', async (req, res, next) => {
  try {
    const term = String(req.query.q || '').trim();
    const hits = term ? await searchArticles(term) : [];
    const heading = `${hits.length} results`;

    res.type('html');
    res.send(`
      <main>
        <h1>${heading}</h1>
        <ol>${hits.map(listItem).join('')}</ol>
      </main>
    `);
  } catch (err) {
    next(err);
  }
});

module.exports = app;
