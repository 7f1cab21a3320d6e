// Does what docs/use/duckdb.md tells its reader to do, and reads the Parquet files that it leaves by another hand's reader.
//   node run.mjs FOLDER COVMAP SOURCE_FOLDER
import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {cpSync, mkdirSync, readFileSync, rmSync, symlinkSync} from "node:fs";
import {delimiter, join} from "node:path";
import {DuckDBInstance} from "@duckdb/node-api";
import {asyncBufferFromFile, parquetMetadata, parquetReadObjects} from "hyparquet";
import {compressors} from "hyparquet-compressors";

const [folder, covmap, source] = process.argv.slice(2);
const page = readFileSync(join(source, "docs/use/duckdb.md"), "utf8");

/** The page's commands, statements and result tables, in their order. */
function steps() {
  const found = [];
  for (const [, sql, command, table] of page.matchAll(/^```sql\n([\s\S]*?)^```\n|^ {4}(.+)\n|^(\|.*\n\|-.*\n(?:\|.*\n)+)/gm)) {
    found.push(sql ? {sql} : command ? {command} : {table});
  }
  return found;
}

const asTable = ({names, rows}) => [names, names.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |\n`).join("").replaceAll(" --- ", "---");

async function follow(connection) {
  let result;
  let shown = 0;
  for (const {sql, command, table} of steps()) {
    if (command) {
      execFileSync("bash", ["-c", command], {stdio: "pipe"});
    } else if (sql) {
      const reader = await connection.runAndReadAll(sql);
      result = {names: reader.columnNames(), rows: reader.getRowsJson()};
      if (sql.includes("'tables.sql'")) await connection.run(readFileSync("tables.sql", "utf8"));
    } else {
      assert.equal(asTable(result), table);
      shown += 1;
    }
  }
  return shown;
}

async function read(name) {
  const file = await asyncBufferFromFile(name);
  return {metadata: parquetMetadata(await file.slice(0)), rows: await parquetReadObjects({file, compressors})};
}

const MAKE = {string: String, number: Number, integer: BigInt, boolean: (text) => text === "true"};

/** The rows of a CSV of the run, of the types that datapackage.json gives; no name of the sample has a line break. */
function published(name) {
  const {resources} = JSON.parse(readFileSync("out/sample/datapackage.json", "utf8"));
  const {path, schema} = resources.find((resource) => resource.name === name);
  const [, ...lines] = readFileSync(join("out/sample", path), "utf8").trimEnd().split("\n");
  return lines.map((line) => {
    const cells = [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare);
    return Object.fromEntries(schema.fields.map((field, i) => [field.name, cells[i] === "" ? null : MAKE[field.type](cells[i])]));
  });
}

function sameRows(rows, expected) {
  assert.equal(rows.length, expected.length);
  for (const [i, row] of expected.entries()) for (const [name, value] of Object.entries(row)) assert.equal(rows[i][name] ?? null, value, `${i}: ${name}`);
}

/** Whether two geometries have the same vertices, within 1e-9 degrees; how many they are. */
function vertices(ours, theirs) {
  if (typeof ours === "number") {
    assert.ok(Math.abs(ours - theirs) < 1e-9, `${ours} and ${theirs}`);
    return 0.5;
  }
  assert.equal(ours.length, theirs.length);
  return ours.reduce((sum, part, i) => sum + vertices(part, theirs[i]), 0);
}

rmSync(folder, {recursive: true, force: true});
mkdirSync(join(folder, "tools"), {recursive: true});
cpSync(join(source, "data/sample"), join(folder, "data/sample"), {recursive: true});
symlinkSync(covmap, join(folder, "tools/covmap"));
process.chdir(folder);
process.env.PATH = join(folder, "tools") + delimiter + process.env.PATH;

const instance = await DuckDBInstance.create(":memory:");
const connection = await instance.connect();
const shown = await follow(connection);
assert.ok(shown >= 3);

// Every table of the run is there, with every value.
const {resources} = JSON.parse(readFileSync("out/sample/datapackage.json", "utf8"));
for (const {name} of resources.filter((resource) => resource.name !== "columns")) {
  const reader = await connection.runAndReadAll(`SELECT * FROM "${name}"`);
  sameRows(reader.getRowObjectsJS(), published(name));
}

const operators = await read("commune_operators.parquet");
sameRows(operators.rows, published("commune_operators"));

const communes = await read("commune.parquet");
sameRows(communes.rows, published("commune"));
const geo = JSON.parse(communes.metadata.key_value_metadata.find(({key}) => key === "geo").value);
assert.equal(geo.version, "1.0.0");
assert.equal(geo.primary_column, "geometry");
assert.deepEqual(geo.columns.geometry.geometry_types, ["MultiPolygon"]);
assert.equal(geo.columns.geometry.encoding, "WKB");
assert.equal(geo.columns.geometry.crs, undefined); // which is OGC:CRS84

execFileSync("ogr2ogr", ["-f", "GeoJSON", "-t_srs", "OGC:CRS84", "-lco", "COORDINATE_PRECISION=15", "theirs.geojson", "out/sample/covmap.gpkg", "commune"]);
const theirs = new Map(JSON.parse(readFileSync("theirs.geojson", "utf8")).features.map((feature) => [feature.properties.code, feature.geometry]));
let compared = 0;
for (const {code, geometry} of communes.rows) compared += vertices(geometry.coordinates, theirs.get(code).coordinates);
assert.ok(compared > 1000);

// The same for zones, as the page says it in words.
for (const {sql, command} of steps().filter((step) => /outlines/.test(step.sql ?? step.command ?? ""))) {
  const text = (sql ?? command).replaceAll("commune", "zones_no_4g").replaceAll("code", "id").replaceAll("outlines.csv", "zone_outlines.csv");
  if (sql) await connection.run(text);
  else execFileSync("bash", ["-c", text], {stdio: "pipe"});
}
const zones = await read("zones_no_4g.parquet");
sameRows(zones.rows, published("zones_no_4g").filter(({rank}) => rank !== null).sort((a, b) => (a.id < b.id ? -1 : 1)));
console.log(`${shown} answers of the page, ${resources.length} tables, ${compared} vertices are the same`);
