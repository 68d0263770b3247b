// A folder or a zip that is dropped on a project becomes a deployment: one request to the API, with a progress bar.

import { zip } from "./zip.js";

export function prepareDrop(drop, apiToken) {
  const bar = drop.querySelector("progress");
  const state = drop.querySelector(".drop-state");
  drop.hidden = false;

  const send = async (gather) => {
    try {
      state.textContent = "Reading …";
      const { blob, type, words } = await gather();
      state.textContent = `Sending ${words} …`;
      bar.hidden = false;
      const made = await upload(drop.dataset.drop, blob, type, await apiToken(), (share) => { bar.value = share * 100; });
      location.assign(`/console/deployments/${made.id}`);
    } catch (error) {
      bar.hidden = true;
      state.textContent = error.message;
    }
  };

  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.dataset.over = ""; });
  drop.addEventListener("dragleave", () => { delete drop.dataset.over; });
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    delete drop.dataset.over;
    // Entries must be taken now: the list is empty after the event.
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const [only] = event.dataTransfer.files;
    const archive = entries.length === 1 && entries[0].isFile && typeOf(only.name);
    send(archive ? () => asItIs(only) : async () => packed(await filesOf(entries)));
  });
  drop.querySelector("[data-archive]").addEventListener("change", ({ target }) => {
    if (target.files.length) send(() => asItIs(target.files[0]));
  });
  drop.querySelector("[data-folder]").addEventListener("change", ({ target }) => {
    const files = [...target.files].map((file) => ({ path: file.webkitRelativePath, file }));
    if (files.length) send(() => packed(files));
  });
}

function typeOf(name) {
  if (/\.zip$/i.test(name)) return "application/zip";
  if (/\.(tgz|tar\.gz)$/i.test(name)) return "application/gzip";
  return null;
}

async function asItIs(file) {
  const type = typeOf(file.name);
  if (!type) throw new Error("That is neither a zip nor a gzipped tar.");
  return { blob: file, type, words: file.name };
}

async function packed(files) {
  // The folder itself is not part of the site's addresses.
  const top = files[0]?.path.split("/")[0];
  const inside = files.every(({ path }) => path.startsWith(`${top}/`));
  const listed = files.map(({ path, file }) => ({ path: inside ? path.slice(top.length + 1) : path, file }));
  if (!listed.length) throw new Error("There is no file in it.");
  return { blob: await zip(listed), type: "application/zip", words: `${listed.length} files` };
}

async function filesOf(entries) {
  const found = [];
  for (const entry of entries) {
    if (entry.isFile) {
      found.push({ path: entry.fullPath.slice(1), file: await new Promise((done, fail) => entry.file(done, fail)) });
    } else {
      const reader = entry.createReader();
      for (;;) { // it gives a hundred at a time
        const some = await new Promise((done, fail) => reader.readEntries(done, fail));
        if (!some.length) break;
        found.push(...await filesOf(some));
      }
    }
  }
  return found;
}

// XMLHttpRequest, for fetch does not tell how far an upload has got.
function upload(projectId, blob, type, token, progress) {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/v1/projects/${projectId}/deployments`);
    request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.setRequestHeader("Content-Type", type);
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => progress(event.loaded / event.total));
    request.addEventListener("error", () => fail(new Error("The connection broke. Try again.")));
    request.addEventListener("load", () => {
      if (request.status === 201) return done(request.response.data);
      const error = request.response?.error;
      const details = (error?.details ?? []).map((each) => `${each.field}: ${each.message}`);
      fail(new Error([error?.message ?? `The API says ${request.status}.`, ...details].join(" ")));
    });
    request.send(blob);
  });
}
