use YourApp\ApiClient;

$client = new ApiClient('YOUR_API_KEY');

// List projects
$projects = $client->projects()->list();

// Create a project
$project = $client->projects()->create([
    'name' => 'My Project',
    'template' => 'blank'
]);

// Deploy a project
$deployment = $client->deployments()->create($project->id);
