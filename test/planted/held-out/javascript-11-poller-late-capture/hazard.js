'use strict';

const http = require('node:http');

function check(endpoint, report) {
  const request = http.get(endpoint.url, { timeout: 3000 }, (response) => {
    response.resume();
    report(endpoint.name, response.statusCode < 400);
  });
  request.on('timeout', () => request.destroy(new Error('timeout')));
  request.on('error', () => report(endpoint.name, false));
}

function startPolling(endpoints, report) {
  const timers = [];

  for (var i = 0; i < endpoints.length; i++) {
    var endpoint = endpoints[i];
    timers.push(setInterval(function () {
      check(endpoint, report);
    }, endpoint.intervalMs || 15000));
  }

  return function stop() {
    timers.forEach((timer) => clearInterval(timer));
  };
}

module.exports = { startPolling };
