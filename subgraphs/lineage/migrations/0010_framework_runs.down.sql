drop index run_of_framework;
