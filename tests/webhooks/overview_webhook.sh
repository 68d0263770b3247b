curl -X POST \
     -H "Authorization: Bearer YOUR_API_KEY" \
     -H "Content-Type: application/json" \
     -d '{
       "url": "https://your-app.com/webhooks/deployments",
       "events": ["deployment.started", "deployment.completed", "deployment.failed"],
       "secret": "your-webhook-secret"
     }' \
     https://api.your-app.com/v1/webhooks
