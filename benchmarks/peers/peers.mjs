// The peers in JavaScript. One line of JSON in (peer, template, data, output?), one out
// (milliseconds of CPU; the file, if asked for): so a driver lets all peers take turns.
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import carbone from "carbone";
import Docxtemplater from "docxtemplater";
import { TemplateHandler } from "easy-template-x";
import PizZip from "pizzip";

const handler = new TemplateHandler();

const PEERS = {
  docxtemplater: async (template, data) =>
    new Docxtemplater(new PizZip(readFileSync(template)), { paragraphLoop: true, linebreaks: true })
      .render(data)
      .getZip()
      .generate({ type: "nodebuffer", compression: "DEFLATE" }),
  "easy-template-x": async (template, data) => handler.process(readFileSync(template), data),
  carbone: (template, data) =>
    new Promise((done, failed) =>
      carbone.render(template, data, (error, result) => (error ? failed(error) : done(result))),
    ),
};

const spent = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

for await (const line of createInterface({ input: process.stdin })) {
  const { peer, template, data, output } = JSON.parse(line);
  const start = spent();
  const made = await PEERS[peer](template, data);
  const answer = { ms: spent() - start };
  if (output) writeFileSync(output, made);
  console.log(JSON.stringify(answer));
}
