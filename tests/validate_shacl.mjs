// Triples and shapes as JSON on standard input in, what rdf-validate-shacl finds as JSON on standard output out.
// Its first argument is the folder in which npm installed it. A term is ["iri"] or ["text", "language", "datatype"].
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { text } from "node:stream/consumers";

const require = createRequire(pathToFileURL(`${process.argv[2]}/`));
const load = async (name) => (await import(pathToFileURL(require.resolve(name)))).default;
const [Validator, factory, datasets] = await Promise.all(["rdf-validate-shacl", "@rdfjs/data-model", "@rdfjs/dataset"].map(load));

const term = ([value, language, datatype]) =>
  datatype === undefined ? factory.namedNode(value) : factory.literal(value, language || factory.namedNode(datatype));
const dataset = (triples) => datasets.dataset(triples.map((parts) => factory.quad(...parts.map(term))));

const { shapes, graphs } = JSON.parse(await text(process.stdin));
const validator = new Validator(dataset(shapes));
const found = [];
for (const graph of graphs) {
  const report = await validator.validate(dataset(graph));
  found.push({ conforms: report.conforms, pairs: report.results.map((each) => [each.focusNode.value, each.sourceShape.value]) });
}
console.log(JSON.stringify(found));
