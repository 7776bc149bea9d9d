package nut.upsd.net;

/** What a dialogue sees of its connection. Owned by the event loop. */
final class FarEnd implements Peer {
    private final EventLoop loop;
    private final Connection connection;

    FarEnd(EventLoop loop, Connection connection) {
        this.loop = loop;
        this.connection = connection;
    }

    @Override
    public String address() {
        return connection.address();
    }

    @Override
    public void askTurn() {
        connection.askTurn();
        loop.giveTurn(connection);
    }

    @Override
    public StartTls startTls() {
        return loop.startTls(connection);
    }

    @Override
    public void hangUp() {
        loop.close(connection);
    }
}
