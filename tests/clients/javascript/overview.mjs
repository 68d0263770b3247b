import { YourAppClient } from '@your-app/api-client';

const client = new YourAppClient({
  apiKey: 'YOUR_API_KEY'
});

// List projects
const projects = await client.projects.list();

// Create a project
const project = await client.projects.create({
  name: 'My Project',
  template: 'blank'
});

// Deploy a project
const deployment = await client.deployments.create(project.id);
