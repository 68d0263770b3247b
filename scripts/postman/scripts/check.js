const answer = answers[pm.response.code];
pm.test(`Status is ${Object.keys(answers).join(' or ')}`, () => {
  pm.expect(Object.keys(answers), pm.response.text().slice(0, 500)).to.include(String(pm.response.code));
});
if (answer) {
  pm.test(`Content-Type is ${answer.types.join(' or ')}`, () => {
    pm.expect(answer.types).to.include((pm.response.headers.get('Content-Type') || '').split(';')[0]);
  });
  for (const header of answer.headers) {
    pm.test(`Has the header ${header}`, () => pm.response.to.have.header(header));
  }
  if (answer.schema) {
    pm.test(`Body keeps to ${answer.name}`, () => pm.response.to.have.jsonSchema(answer.schema));
  }
}
