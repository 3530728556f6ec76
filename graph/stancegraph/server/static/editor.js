"use strict";
// An editor and a table of YASGUI, joined; what they would ask others for (prefix.cc, LOV) is given to them here.
{
  const told = JSON.parse(document.getElementById("told").textContent);
  const endpoint = new URL("sparql", new URL(document.querySelector("a.project").getAttribute("href"), location.href)).href;
  const { Yasqe, Yasr } = Yasgui;

  const ask = async (query) => {
    const answer = await fetch(endpoint, {
      method: "POST",
      body: query,
      headers: { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json" },
    });
    return answer.ok ? (await answer.json()).results.bindings : [];
  };

  // Completed are our prefixes, and the properties and classes of this graph, asked for when the editor opens.
  const completing = (name, get) => Yasqe.registerAutocompleter({ ...Yasqe.Autocompleters[name], persistenceId: null, bulk: true, get }, false);
  const names = (query) => ask(query).then((rows) => rows.map((row) => row.name.value));
  completing("prefixes", async () => Object.entries(told.prefixes).map(([name, namespace]) => `${name}: <${namespace}>`).sort());
  completing("property", () => names("SELECT DISTINCT ?name { ?s ?name ?o } ORDER BY ?name"));
  completing("class", () => names("SELECT DISTINCT ?name { ?s a ?name } ORDER BY ?name"));

  const editor = new Yasqe(document.getElementById("query"), {
    value: told.questions["who-opposes"],
    persistenceId: null,
    createShareableLink: null,
    consumeShareLink: null,
    resizeable: true,
    collapsePrefixesOnLoad: false,
    showQueryButton: true,
    requestConfig: {
      endpoint,
      method: "POST",
      acceptHeaderSelect: "text/plain, application/sparql-results+json;q=0.9", // what is wrong is told as text
      acceptHeaderGraph: "text/turtle, */*;q=0.1",
      headers: () => ({}),
      args: () => [],
    },
  });
  const answer = new Yasr(document.getElementById("answer"), { persistenceId: null, prefixes: () => told.prefixes, maxPersistentResponseSize: 0,
    plugins: { ...Yasr.defaults.plugins, table: { ...Yasr.defaults.plugins.table, dynamicConfig: { compact: true, isEllipsed: true } } },
  });

  // A thing of the project is read about here, whatever address its name has.
  const here = (event) => {
    const link = event.target.closest?.("a[href]");
    const iri = link?.getAttribute("href");
    if (iri?.startsWith(told.base)) link.href = new URL(`-/${iri.slice(told.base.length)}`, new URL(".", endpoint)).href;
    else if (iri?.startsWith(told.terms)) link.href = new URL(`ns/${iri.slice(told.terms.length)}`, new URL(".", endpoint)).href;
  };
  for (const kind of ["pointerover", "focusin", "click"]) document.getElementById("answer").addEventListener(kind, here, true);

  editor.on("query", () => document.getElementById("answer").setAttribute("aria-busy", "true"));
  editor.on("queryResponse", (_editor, response, duration) => {
    document.getElementById("answer").removeAttribute("aria-busy");
    answer.setResponse(response, duration);
  });
  for (const button of document.querySelectorAll("[data-question]")) {
    button.addEventListener("click", () => {
      editor.setValue(told.questions[button.dataset.question]);
      editor.focus();
      editor.query();
    });
  }
  globalThis.stancegraph = { editor, answer };
}
