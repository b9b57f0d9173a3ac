import ArgumentParser

FakeGatewayCommand.main()
