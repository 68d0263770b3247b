<?php

/**
 * What the PHP SDK costs: CPU per call beside bare curl + json_decode.
 *
 *     php scripts/bench/php_sdk.php [calls] [rounds]
 *
 * A stub in a process of its own answers one page of 20 projects. The peers take turns, round after round, so that a
 * noisy moment hits all alike; a figure is the median over the rounds of this process' user + system time per call.
 * Loading is the CPU time of loading the classes and making a client. Prints JSON.
 */

declare(strict_types=1);

const CALLS = 300;
const ROUNDS = 15;

/** @return array<string, mixed> */
function project(int $number): array
{
    $at = '2024-01-15T10:30:00Z';

    return [
        'id' => sprintf('proj_%026d', $number), 'name' => 'My Website', 'slug' => 'my-website', 'description' => 'Personal portfolio website',
        'status' => 'active', 'visibility' => 'private', 'template' => 'blank', 'url' => 'https://my-website.your-app.com',
        'created_at' => $at, 'updated_at' => $at, 'team' => ['id' => 'team_456', 'name' => 'My Team'],
        'deployments' => ['total' => 15, 'latest' => ['id' => 'deploy_789', 'status' => 'success', 'created_at' => $at], 'live_id' => 'deploy_789', 'hold' => null],
    ];
}

function stub(): never
{
    $data = array_map(project(...), range(0, 19));
    $body = json_encode(['data' => $data, 'pagination' => ['page' => 1, 'limit' => 20, 'total' => 20, 'pages' => 1]]);
    $answer = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " . strlen($body) . "\r\nx-request-id: req_1\r\n\r\n{$body}";
    $server = stream_socket_server('tcp://127.0.0.1:0');
    echo substr(strrchr(stream_socket_get_name($server, false), ':'), 1), "\n";
    $open = [$server];
    while (true) {
        $ready = $open;
        $none = null;
        stream_select($ready, $none, $none, null);
        foreach ($ready as $socket) {
            if ($socket === $server) {
                $open[] = stream_socket_accept($server);
            } elseif (($request = fread($socket, 65536)) === '' || $request === false) {
                unset($open[array_search($socket, $open, true)]);
            } elseif (str_ends_with($request, "\r\n\r\n")) {
                fwrite($socket, $answer);
            }
        }
    }
}

/** @param iterable<mixed> $projects objects of the SDK, which are read like arrays are */
function read_objects(iterable $projects): int
{
    $total = 0;
    foreach ($projects as $it) {
        $total += strlen($it->id . $it->name . $it->slug . $it->url . $it->status . $it->created_at . $it->updated_at);
        $total += strlen($it->team->id . $it->team->name . $it->deployments->latest->status) + $it->deployments->total;
    }

    return $total;
}

/** @param list<array<string, mixed>> $projects */
function read_arrays(array $projects): int
{
    $total = 0;
    foreach ($projects as $it) {
        $total += strlen($it['id'] . $it['name'] . $it['slug'] . $it['url'] . $it['status'] . $it['created_at'] . $it['updated_at']);
        $total += strlen($it['team']['id'] . $it['team']['name'] . $it['deployments']['latest']['status']) + $it['deployments']['total'];
    }

    return $total;
}

/** CPU time of this process in microseconds. */
function cpu(): float
{
    $usage = getrusage();

    return 1e6 * ($usage['ru_utime.tv_sec'] + $usage['ru_stime.tv_sec']) + $usage['ru_utime.tv_usec'] + $usage['ru_stime.tv_usec'];
}

function median(array $numbers): float
{
    sort($numbers);

    return $numbers[intdiv(count($numbers), 2)];
}

if (($argv[1] ?? '') === '--stub') {
    stub();
}
$process = proc_open([PHP_BINARY, __FILE__, '--stub'], [1 => ['pipe', 'w']], $pipes);
$url = 'http://127.0.0.1:' . trim((string) fgets($pipes[1])) . '/v1';

$package = json_decode((string) file_get_contents(__DIR__ . '/../../generated_clients/php/composer.json'), true);
$namespace = array_key_first($package['autoload']['psr-4']);
$started = cpu();
spl_autoload_register(function (string $class) use ($namespace): void {
    if (str_starts_with($class, $namespace)) {
        require __DIR__ . '/../../generated_clients/php/src/' . strtr(substr($class, strlen($namespace)), '\\', '/') . '.php';
    }
});
$name = $namespace . 'ApiClient';
$client = new $name('key', ['base_url' => $url]);
$client->projects()->list(['limit' => 20]);
$loading = (cpu() - $started) / 1000;

$curl = curl_init();
$peers = [
    'curl' => function () use ($curl, $url): int {
        curl_setopt_array($curl, [CURLOPT_URL => "{$url}/projects?limit=20", CURLOPT_RETURNTRANSFER => true, CURLOPT_HTTPHEADER => ['Authorization: Bearer key', 'Accept: application/json']]);

        return read_arrays(json_decode(curl_exec($curl), true)['data']);
    },
    'sdk' => fn (): int => read_objects($client->projects()->list(['limit' => 20])->data),
];
$calls = (int) ($argv[1] ?? CALLS);
$taken = ['curl' => [], 'sdk' => []];
for ($round = 0; $round <= (int) ($argv[2] ?? ROUNDS); ++$round) {
    foreach ($peers as $peer => $call) {
        $before = cpu();
        for ($n = 0; $n < $calls; ++$n) {
            $call();
        }
        if ($round > 0) { // the first one warms up
            $taken[$peer][] = (cpu() - $before) / $calls;
        }
    }
}
proc_terminate($process);
[$bare, $sdk] = [median($taken['curl']), median($taken['sdk'])];
echo json_encode(['curl_us' => round($bare, 1), 'sdk_us' => round($sdk, 1), 'times' => round($sdk / $bare, 2), 'loading_ms' => round($loading, 1)]), "\n";
