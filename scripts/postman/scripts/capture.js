const at = (pointer) =>
  pointer.split('/').slice(1).reduce((value, key) => (value === undefined || value === null ? value : value[key]), pm.response.json());
if (pm.response.code === success) {
  for (const [name, pointer] of Object.entries(captures)) {
    if (at(pointer)) pm.collectionVariables.set(name, String(at(pointer)));
  }
}
