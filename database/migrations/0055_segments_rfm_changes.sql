select platform.follow_facts('segments.rfm', 'customer_id', 'rfm.customer_id');
