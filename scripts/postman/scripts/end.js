if (pm.response.code === success) pm.collectionVariables.set(ended, '');
