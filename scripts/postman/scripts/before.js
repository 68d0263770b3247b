for (const [name, giver] of Object.entries(needs)) {
  if (!pm.variables.get(name)) {
    console.warn(`Skipped, because {{${name}}} is empty: run “${giver}” first, or fill it in yourself.`);
    pm.execution.skipRequest();
  }
}
