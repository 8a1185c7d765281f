// The charts this product draws and no more: the full bundle is three times the
// size and carries maps that call outside hosts.
const Plotly = require('plotly.js/lib/core');

Plotly.register([
  require('plotly.js/lib/scatter'),
  require('plotly.js/lib/indicator'),
  require('plotly.js/lib/bar'),
  require('plotly.js/lib/waterfall'),
  require('plotly.js/lib/treemap'),
  require('plotly.js/lib/heatmap'),
  require('plotly.js/lib/locales/zh-cn'),
]);

module.exports = Plotly;
